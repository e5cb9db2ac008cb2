/** A worker's code, bundled into the page as text (see scripts/build.mjs). */
declare module "worker:*" {
  const source: string;
  export default source;
}

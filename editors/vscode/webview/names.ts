/** Names for people: a path without what it stands in. Pure. */

/** `platform-migration.lena` → `lena`. */
export function shortName(path: string): string {
  return path.split(".").at(-1) ?? path;
}

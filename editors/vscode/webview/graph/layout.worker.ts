/** The layout beside the page, so that the page answers while a large graph is laid out. */
import { layout, type LayoutInput } from "./layout.js";

self.onmessage = (event: MessageEvent<{ ticket: number; input: LayoutInput }>) => {
  const { ticket, input } = event.data;
  try {
    self.postMessage({ ticket, layout: layout(input) });
  } catch (error) {
    self.postMessage({ ticket, error: String(error) });
  }
};

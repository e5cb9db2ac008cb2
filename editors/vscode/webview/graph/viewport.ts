/** Pan and zoom: which part of the drawing the window shows. Pure. */
import type { Box } from "./layout.js";

export interface Viewport {
  /** The drawing's point in the window's top left corner. */
  x: number;
  y: number;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

const LEAST = 0.03;
const MOST = 3;

/** Left free around the drawing; below it stands the legend. */
const MARGIN = { side: 24, top: 24, bottom: 44 };

/** Shows all of `content`, centred, never larger than life. */
export function fit(content: Size, window: Size): Viewport {
  const room = { width: window.width - 2 * MARGIN.side, height: window.height - MARGIN.top - MARGIN.bottom };
  const zoom = limit(Math.min(room.width / content.width, room.height / content.height, 1));
  const top = MARGIN.top + (room.height - content.height * zoom) / 2;
  return { zoom, x: (content.width - window.width / zoom) / 2, y: -top / zoom };
}

/** Zooms by `factor` and keeps the drawing's point under the window's point (`px`, `py`) where it is. */
export function zoomAt(view: Viewport, factor: number, px: number, py: number): Viewport {
  const zoom = limit(view.zoom * factor);
  return { zoom, x: view.x + px / view.zoom - px / zoom, y: view.y + py / view.zoom - py / zoom };
}

/** From this zoom on, the words in a node can be read. */
export const READABLE = 0.45;

/** Moves just far enough that `box` is in sight. */
export function reveal(view: Viewport, box: Box, window: Size): Viewport {
  const margin = 40 / view.zoom;
  const [width, height] = [window.width / view.zoom, window.height / view.zoom];
  const x = Math.min(box.x - margin, Math.max(view.x, box.x + box.width + margin - width));
  const y = Math.min(box.y - margin, Math.max(view.y, box.y + box.height + margin - height));
  return { ...view, x, y };
}

/** Moves a drawing that has room in the window wholly into it, one axis at a time; a larger one stays where it is. */
export function settle(view: Viewport, content: Size, window: Size): Viewport {
  const along = (at: number, length: number, room: number, before: number, after: number) => {
    const free = room / view.zoom - length;
    if (free < (before + after) / view.zoom) return at;
    return Math.min(-before / view.zoom, Math.max(at, length + after / view.zoom - room / view.zoom));
  };
  return {
    ...view,
    x: along(view.x, content.width, window.width, MARGIN.side, MARGIN.side),
    y: along(view.y, content.height, window.height, MARGIN.top, MARGIN.bottom),
  };
}

/** Brings a box that cannot be read nearer. */
export function approach(view: Viewport, box: Box, window: Size): Viewport {
  if (view.zoom >= READABLE) return view;
  const zoom = 0.8;
  return { zoom, x: box.x + box.width / 2 - window.width / zoom / 2, y: box.y + box.height / 2 - window.height / zoom / 2 };
}

/**
 * The view of a drawing that was laid out anew, moved so that one node stays where it was on the screen: `selected`, else
 * the one nearest to the middle. Undefined when the two drawings share none.
 */
export function anchor(before: Boxes, after: Boxes, selected: string | undefined, view: Viewport | undefined, window: Size): Viewport | undefined {
  if (view === undefined) return undefined;
  const shared = Object.keys(before.nodes).filter((id) => after.nodes[id] !== undefined);
  const middle = { x: view.x + window.width / view.zoom / 2, y: view.y + window.height / view.zoom / 2 };
  const away = (id: string) => Math.hypot(middleX(before.nodes[id]!) - middle.x, middleY(before.nodes[id]!) - middle.y);
  const nearest = shared.reduce<string | undefined>((best, id) => (best === undefined || away(id) < away(best) ? id : best), undefined);
  const held = selected !== undefined && shared.includes(selected) ? selected : nearest;
  if (held === undefined) return undefined;
  const [old, now] = [before.nodes[held]!, after.nodes[held]!];
  return { ...view, x: view.x + now.x - old.x, y: view.y + now.y - old.y };
}

interface Boxes {
  nodes: Record<string, Box>;
}

/** The part of the drawing that is in sight. */
export function seen(view: Viewport, window: Size): Box {
  return { x: view.x, y: view.y, width: window.width / view.zoom, height: window.height / view.zoom };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function limit(zoom: number): number {
  return Math.min(MOST, Math.max(LEAST, zoom));
}

/** The nearest box from `from` in the direction of an arrow key; sideways counts double. */
export function neighbour(boxes: Record<string, Box>, from: string, key: string): string | undefined {
  const start = boxes[from];
  if (start === undefined) return undefined;
  let best: string | undefined;
  let least = Infinity;
  for (const [id, box] of Object.entries(boxes)) {
    if (id === from) continue;
    const [dx, dy] = [middleX(box) - middleX(start), middleY(box) - middleY(start)];
    const [ahead, aside] = along(key, dx, dy);
    if (ahead <= 1) continue;
    const distance = ahead + 2 * Math.abs(aside);
    if (distance < least) [least, best] = [distance, id];
  }
  return best;
}

/** How far a step leads in the arrow's direction, and how far aside. */
function along(key: string, dx: number, dy: number): [ahead: number, aside: number] {
  switch (key) {
    case "ArrowRight":
      return [dx, dy];
    case "ArrowLeft":
      return [-dx, dy];
    case "ArrowDown":
      return [dy, dx];
    default:
      return [-dy, dx];
  }
}

function middleX(box: Box): number {
  return box.x + box.width / 2;
}

function middleY(box: Box): number {
  return box.y + box.height / 2;
}

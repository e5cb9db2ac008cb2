/** A few lines that make elements; the preview needs no framework. */

type Child = Node | string | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined | ((event: never) => void)>;

/** An element with attributes (`on…` are listeners, `false` and `undefined` are left out) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, attributes, children);
  return element;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, attributes, children);
  return element;
}

function dress(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
}

/** Positions by script: the policy of the page forbids `style` attributes, not this. */
export function place<T extends HTMLElement | SVGElement>(element: T, style: Partial<Record<"left" | "top" | "width" | "height", number>>): T {
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, `${value}px`);
  return element;
}

/** Moves the keyboard among `items` as arrows do in a list or grid of `columns`; exactly one of them takes part in Tab. */
export function roving(items: HTMLElement[], columns: () => number, onEnter: (index: number) => void, onMove?: (index: number) => void): void {
  items.forEach((item, index) => {
    item.tabIndex = index === 0 ? 0 : -1;
    item.addEventListener("focus", () => {
      for (const other of items) other.tabIndex = other === item ? 0 : -1;
      onMove?.(index);
    });
    item.addEventListener("keydown", (event) => {
      if (event.target !== item) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        return onEnter(index);
      }
      const next = step(event.key, index, items.length, columns());
      if (next === undefined) return;
      event.preventDefault();
      items[next]?.focus();
    });
  });
}

function step(key: string, index: number, count: number, columns: number): number | undefined {
  const target = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index + columns,
    ArrowUp: index - columns,
    Home: 0,
    End: count - 1,
  }[key];
  return target === undefined || target < 0 || target >= count ? undefined : target;
}

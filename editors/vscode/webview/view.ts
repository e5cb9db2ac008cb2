/** What a tab of the preview can do; each is made once and told what is new. */
import type { Place } from "../src/protocol.js";
import type { Graph, Impact, Plan, Report } from "../src/protocol.js";

export interface Data {
  graph?: Graph | undefined;
  plan?: Plan | undefined;
  report?: Report | undefined;
}

/** What a tab may ask of the rest. */
export interface Host {
  /** Opens the source. */
  open(place: Place): void;
  /** Picks a declaration out in every tab. */
  select(path: string | undefined): void;
  impact(path: string): void;
  /** Asks for another graph or program. */
  reload(): void;
  /** Tells a screen reader. */
  announce(text: string): void;
}

export interface View {
  readonly element: HTMLElement;
  /** The bar of controls that belongs to this tab. */
  readonly tools: HTMLElement;
  update(data: Data): void;
  /** Marks the declaration; `reveal` brings it into sight too. */
  select(path: string | undefined, reveal: boolean): void;
  /** Called when the tab is shown or its size changed. */
  layout(): void;
  /** Declarations that the cursor can be followed to. */
  places(): (Place & { path: string })[];
  showImpact?(impact: Impact): void;
}

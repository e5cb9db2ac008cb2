/** Asks the worker for layouts and keeps the last few, so that an edit that moves nothing costs nothing. */
import workerSource from "worker:./layout.worker.ts";
import { layout as layoutHere, type Layout, type LayoutInput } from "./layout.js";

const KEPT = 8;

export class Layouts {
  private readonly kept = new Map<string, Layout>();
  private readonly open = new Map<number, { resolve: (layout: Layout) => void; reject: (error: Error) => void }>();
  private ticket = 0;
  private worker: Worker | undefined;

  /** The layout for `input`, whose shape `key` names. */
  async of(key: string, input: LayoutInput): Promise<Layout> {
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const result = await this.compute(input);
    this.kept.set(key, result);
    for (const old of [...this.kept.keys()].slice(0, -KEPT)) this.kept.delete(old);
    return result;
  }

  private compute(input: LayoutInput): Promise<Layout> {
    // A small graph is done before a worker has started.
    if (input.nodes.length + input.edges.length <= 60) return Promise.resolve(layoutHere(input));
    // Only the newest request counts: what is under way for an older one is thrown away with its worker.
    if (this.open.size > 0) this.stop();
    const worker = (this.worker ??= this.start());
    const ticket = ++this.ticket;
    return new Promise((resolve, reject) => {
      this.open.set(ticket, { resolve, reject });
      worker.postMessage({ ticket, input });
    });
  }

  private start(): Worker {
    const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.onmessage = ({ data }: MessageEvent<{ ticket: number; layout?: Layout; error?: string }>) => {
      const waiting = this.open.get(data.ticket);
      this.open.delete(data.ticket);
      if (data.layout !== undefined) waiting?.resolve(data.layout);
      else waiting?.reject(new Error(data.error));
    };
    worker.onerror = ({ message }) => this.stop(message);
    return worker;
  }

  private stop(reason = "superseded"): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const { reject } of this.open.values()) reject(new Error(reason));
    this.open.clear();
  }
}

/** Findings counted by how grave they are, and the words for it. Pure. */

export interface Counts {
  errors: number;
  warnings: number;
  infos: number;
}

/** Counts severities as VS Code numbers them: 0 error, 1 warning, 2 information, 3 hint (not counted). */
export function count(severities: number[]): Counts {
  const of = (severity: number) => severities.filter((s) => s === severity).length;
  return { errors: of(0), warnings: of(1), infos: of(2) };
}

/** Text with icons for the status bar; only what is there. */
export function countText({ errors, warnings, infos }: Counts): string {
  const parts = [
    errors > 0 ? `$(error) ${errors}` : "",
    warnings > 0 ? `$(warning) ${warnings}` : "",
    infos > 0 ? `$(info) ${infos}` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "$(pass) prog" : `prog ${parts.join(" ")}`;
}

/** The same in words. */
export function countTooltip({ errors, warnings, infos }: Counts): string {
  const parts = [plural(errors, "error"), plural(warnings, "warning"), plural(infos, "note")].filter((part) => part !== "");
  return parts.length === 0 ? "No findings" : parts.join(", ");
}

function plural(n: number, word: string): string {
  if (n === 0) return "";
  return n === 1 ? `1 ${word}` : `${n} ${word}s`;
}

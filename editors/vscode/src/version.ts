/** Reads and compares the version that `progc --version` prints. Pure. */

/** The oldest `progc` that this extension can talk to. */
export const OLDEST = "0.1.0";

/** `progc 0.1.0 (1a2b3c4)` → `0.1.0`; undefined when this is not what `progc` says. */
export function readVersion(output: string): string | undefined {
  return /^progc (\d+\.\d+\.\d+\S*)/.exec(output.trim())?.[1];
}

/** Whether `version` comes before `other`; what follows the three numbers is not compared. */
export function isOlder(version: string, other: string): boolean {
  const [a, b] = [numbers(version), numbers(other)];
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbers(version: string): number[] {
  return version.split(/[-+]/, 1).join("").split(".").map(Number);
}

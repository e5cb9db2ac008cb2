/** The timeline's scale: days to pixels and back, and where its lines and words stand. Pure. */
import { firstOfMonth, monthName, monthOf, weekday, yearOf } from "../days.js";

/** A stretch of days drawn over a width. */
export interface Scale {
  from: number;
  to: number;
  perDay: number;
}

export interface Tick {
  day: number;
  label: string;
}

/** Two rows of ticks: the coarse one (years, quarters, months) above the fine one. */
export interface Ticks {
  coarse: Tick[];
  fine: Tick[];
}

/** A scale that shows `from..to` in `width` pixels, with a little air at both ends. */
export function fit(from: number, to: number, width: number): Scale {
  const span = Math.max(1, to - from);
  const air = Math.max(2, Math.round(span * 0.03));
  const [start, end] = [from - air, to + air];
  return { from: start, to: end, perDay: Math.max(0.02, width / (end - start)) };
}

export function x(scale: Scale, day: number): number {
  return (day - scale.from) * scale.perDay;
}

export function widthOf(scale: Scale): number {
  return (scale.to - scale.from) * scale.perDay;
}

/** Ticks that leave room for their words: weeks, months, quarters or years, by how wide a day is. */
export function ticks(scale: Scale): Ticks {
  if (scale.perDay >= 9) return { coarse: months(scale, 1, true), fine: weeks(scale) };
  if (scale.perDay >= 1.1) return { coarse: years(scale), fine: months(scale, 1, false) };
  if (scale.perDay >= 0.35) return { coarse: years(scale), fine: quarters(scale) };
  return { coarse: [], fine: years(scale) };
}

function weeks({ from, to }: Scale): Tick[] {
  const result: Tick[] = [];
  for (let day = from + ((7 - weekday(from)) % 7); day <= to; day += 7) {
    result.push({ day, label: String(new Date(day * 86_400_000).getUTCDate()) });
  }
  return result;
}

function months(scale: Scale, step: number, withYear: boolean): Tick[] {
  return periods(scale, step, (year, month) => (withYear ? `${monthName(month)} ${year}` : monthName(month)));
}

function quarters(scale: Scale): Tick[] {
  return periods(scale, 3, (_, month) => `Q${month / 3 + 1}`);
}

function years(scale: Scale): Tick[] {
  return periods(scale, 12, (year) => String(year));
}

/** Periods of `step` months; the one that the scale begins in stands at the scale's start. */
function periods({ from, to }: Scale, step: number, label: (year: number, month: number) => string): Tick[] {
  const result: Tick[] = [];
  let year = yearOf(from);
  let month = Math.floor(monthOf(from) / step) * step;
  for (;;) {
    const day = firstOfMonth(year, month);
    if (day > to) return result;
    result.push({ day: Math.max(day, from), label: label(year, month) });
    month += step;
    if (month >= 12) [year, month] = [year + 1, month - 12];
  }
}

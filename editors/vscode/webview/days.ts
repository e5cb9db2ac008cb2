/** Calendar days as whole numbers (days since 1970), so that plans can be measured. Pure; knows no time zone. */

const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2026-05-15` → its day; undefined for anything else. */
export function dayOf(iso: string | null | undefined): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  if (match === null) return undefined;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return Number.isNaN(time) ? undefined : time / DAY;
}

export function isoOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** `15 May 2026`. */
export function sayDay(day: number): string {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `15 May`, with the year only where it is not `year`. */
export function sayDayShort(day: number, year: number): string {
  const date = new Date(day * DAY);
  const own = date.getUTCFullYear();
  const text = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return own === year ? text : `${text} ${own}`;
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

export function monthName(month: number): string {
  return MONTHS[month] ?? "";
}

/** The first day of a month; `month` may run over either end of the year. */
export function firstOfMonth(year: number, month: number): number {
  return Date.UTC(year, month, 1) / DAY;
}

export function monthOf(day: number): number {
  return new Date(day * DAY).getUTCMonth();
}

/** Monday 0 … Sunday 6. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The day that lies `count` working days (Monday to Friday) after `day`. */
export function addWorkdays(day: number, count: number): number {
  if (count <= 0) return day;
  let rest = Math.round(count);
  let result = day + Math.floor(rest / 5) * 7;
  rest %= 5;
  while (rest > 0) {
    result += 1;
    if (weekday(result) < 5) rest -= 1;
  }
  return result;
}

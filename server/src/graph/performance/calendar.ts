/** Counts days in one time zone. Dates are ISO 8601 (`2026-11-23`), instants epoch milliseconds. */
export interface Calendar {
  /** The date that clocks show at an instant. */
  dateOf(instant: number): string;
  /** The first instant of a date. */
  startOf(date: string): number;
}

/** Widest distance of a zone's clock from UTC is 14 hours. */
const WIDEST_OFFSET_MS = 15 * 3_600_000;

/** Throws RangeError when the time zone is unknown. `timeZone`: an IANA name or an offset such as `+02:00`. */
export function calendarIn(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });

  // The calendar's own pattern, whatever the language; years of fewer than four digits come without zeros.
  const dateOf = (instant: number): string => format.format(instant).padStart('YYYY-MM-DD'.length, '0');

  // Searched rather than computed from an offset: where clocks jump at midnight a day does not begin at 00:00.
  const startOf = (date: string): number => {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    let before = midnight - WIDEST_OFFSET_MS;
    let within = midnight + WIDEST_OFFSET_MS;
    while (within - before > 1) {
      const middle = Math.floor((before + within) / 2);
      if (dateOf(middle) < date) before = middle;
      else within = middle;
    }
    return within;
  };

  return { dateOf, startOf };
}

/** The date after an ISO 8601 date. */
export function nextDate(date: string): string {
  return addDays(date, 1);
}

/** Month of an ISO 8601 date, e.g. `2026-11`. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** ISO 8601 week of a date, e.g. `2026-W48`: weeks begin on Monday and belong to the year of their Thursday. */
export function weekOf(date: string): string {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const thursday = addDays(date, 3 - weekday);
  const year = thursday.slice(0, 4);
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / DAY_MS;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

const DAY_MS = 86_400_000;

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

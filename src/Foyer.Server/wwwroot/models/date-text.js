const DAY = 86_400_000;
const PAGE_DATE = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", year: "numeric" });

/** "Today", "Yesterday", else "Monday, 3 March" with the year only when it is another one. @param {Date} date @param {Date} now @param {string} [locale] */
export function dayText(date, now, locale) {
  const days = Math.round((startOfDay(now).getTime() - startOfDay(date).getTime()) / DAY);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year }).format(date);
}

/** The time of day the way the reader's language writes it. @param {Date} date @param {string} [locale] */
export function timeText(date, locale) {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(date);
}

/** A day as pages show it, the same as the server's: 21 Nov 2026. @param {Date} date */
export function dateText(date) {
  const { day, month, year } = Object.fromEntries(PAGE_DATE.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${day} ${month} ${year}`;
}

/** A day and its time: 21 Nov 2026, 18:30. @param {Date} date @param {string} [locale] */
export function momentWords(date, locale) {
  return `${dateText(date)}, ${timeText(date, locale)}`;
}

/** The full date with its zone, for tooltips. @param {Date} date @param {string} [locale] */
export function fullText(date, locale) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" }).format(date);
}

/** Relative words up to an hour, then the time of day, then the day. @param {Date} date @param {Date} now @param {string} [locale] */
export function agoText(date, now, locale) {
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return new Intl.RelativeTimeFormat(locale, { style: "short" }).format(-minutes, "minute");
  const day = dayText(date, now, locale);
  return day === "Today" ? timeText(date, locale) : `${day}, ${timeText(date, locale)}`;
}

/** A deadline: its time, with its day when that is another one, and what is left until then. @param {Date} date @param {Date} now @param {string} [locale] */
export function untilText(date, now, locale) {
  const minutes = Math.max(0, Math.floor((date.getTime() - now.getTime()) / 60_000));
  const left = minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h left`;
  const day = dayText(date, now, locale);
  return `${day === "Today" ? "" : `${day}, `}${timeText(date, locale)}, ${left}`;
}

/** @param {Date} date */
function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

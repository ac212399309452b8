/** @typedef {import("./event-state.js").EventObject} EventObject */
/** @typedef {{ weekday: string, day: string, month: string, year: string, short: string, long: string, time: string, dayNumber: number }} Clock */
/** @typedef {{ from: number, length: number, at: string, time_zone: string }} TextTime where in a text a time is */

const DAY = 86_400_000;
const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** @type {Map<string, Intl.DateTimeFormat>} */ const formats = new Map();

/**
 * When an event is, on the reader's clock: the only place in the browser where such instants become words. `zone` says what the event's
 * own clock shows, where that is another time. The server's counterpart is Events/EventTimes.cs; both are tested with
 * tests/vectors/event-times.json. The keys are those of the `data-` attributes of the parts that show them.
 * @param {Pick<EventObject, "starts_at" | "ends_at" | "time_zone">} event @param {string} [here] the reader's zone @param {number} [now]
 * @returns {Record<string, string | null>}
 */
export function timesOf({ starts_at, ends_at, time_zone }, here = HERE, now = Date.now()) {
  const [start, end] = [clockIn(starts_at, here), clockIn(ends_at, here)];
  const time = `${start.time}–${endWords(start, end)}`;
  const year = start.year === clockIn(new Date(now).toISOString(), here).year ? "" : ` ${start.year}`;
  const there = thereWords(starts_at, start, time_zone);
  return {
    when: `${start.short}${year}, ${time}`,
    day: `${start.long} ${start.year}`,
    time,
    zone: there && `your time; ${there}`,
    "tile-weekday": start.weekday,
    "tile-day": start.day,
    "tile-month": start.month,
  };
}

/** An instant within a sentence about an event. @param {{ at: string, time_zone: string }} moment @param {string} [here] the reader's zone */
export function momentText({ at, time_zone }, here = HERE) {
  const clock = clockIn(at, here);
  const there = thereWords(at, clock, time_zone);
  return `${clock.short} ${clock.year}, ${clock.time}${there ? ` your time (${there})` : ""}`;
}

/** A text with a time in it, on the reader's clock. @param {string} text @param {TextTime | null} [time] @param {string} [here] */
export function withMoment(text, time, here = HERE) {
  return time ? text.slice(0, time.from) + momentText(time, here) + text.slice(time.from + time.length) : text;
}

/**
 * The day of an event that has no time is the same on every clock; it has its year where that is not the present one at the event.
 * @param {Pick<EventObject, "date" | "time_zone">} event @param {number} [now] @returns {Record<string, string | null>}
 */
export function allDayTimes({ date, time_zone }, now = Date.now()) {
  const { weekday, day, month, year, short } = clockIn(`${date}T12:00:00Z`, "UTC");
  const shownYear = year === clockIn(new Date(now).toISOString(), time_zone).year ? "" : ` ${year}`;
  return { when: `${short}${shownYear}, all day`, zone: null, "tile-weekday": weekday, "tile-day": day, "tile-month": month };
}

/** @param {Clock} start @param {Clock} end */
function endWords(start, end) {
  const days = end.dayNumber - start.dayNumber;
  if (days === 0 || (days === 1 && end.time === "00:00")) return end.time;
  return `${days < 7 ? end.weekday : `${end.day} ${end.month}`} ${end.time}`;
}

/** What the event's clock shows when the reader's shows `here`; null where that is the same. @param {string} instant @param {Clock} here @param {string} zone */
function thereWords(instant, here, zone) {
  const own = clockIn(instant, zone);
  if (own.dayNumber === here.dayNumber && own.time === here.time) return null;
  return `${own.dayNumber === here.dayNumber ? "" : `${own.weekday} `}${own.time} ${placeWords(zone)}`;
}

/** @param {string} zone */
function placeWords(zone) {
  if (!zone.includes("/")) return zone;
  return zone.startsWith("Etc/") ? zone.slice(4) : `in ${zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ")}`;
}

/** @param {EventObject} event */
export function priceText({ price, currency }) {
  if (price === null || Number(price) === 0) return "Free";
  return currency === "EUR" ? `€${price}` : `${price} ${currency}`;
}

/** @param {string} instant @param {string} zone @returns {Clock} */
function clockIn(instant, zone) {
  const { weekday, day, month, year, hour, minute } = partsIn(instant, zone);
  const [shortDay, shortMonth] = [weekday.slice(0, 3), month.slice(0, 3)];
  return {
    weekday: shortDay,
    day,
    month: shortMonth,
    year,
    short: `${shortDay} ${day} ${shortMonth}`,
    long: `${weekday} ${day} ${month}`,
    time: `${hour}:${minute}`,
    dayNumber: Date.parse(`${day} ${month} ${year} UTC`) / DAY,
  };
}

/** @param {string} instant @param {string} zone */
function partsIn(instant, zone) {
  const parts = formatFor(zone).formatToParts(new Date(instant));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** A format takes long to make, and a page shows many times. @param {string} zone */
function formatFor(zone) {
  const format = formats.get(zone) ?? inZone(zone);
  formats.set(zone, format);
  return format;
}

/** Browsers know fewer zones than the server does. @param {string} timeZone */
function inZone(timeZone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const shown = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat("en-US", { ...shown, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...shown, timeZone: "UTC" });
  }
}

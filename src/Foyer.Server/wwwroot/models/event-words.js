/** @typedef {import("./event-state.js").EventObject} EventObject */

const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** @type {Map<string, Intl.DateTimeFormat>} */ const formats = new Map();

/** The tile that stands for an event's date: its own day, whatever zone the reader is in. @param {EventObject} event */
export function tileOf({ date }) {
  const day = new Date(`${date}T12:00:00Z`);
  const part = (/** @type {Intl.DateTimeFormatOptions} */ shown) => new Intl.DateTimeFormat("en-GB", { ...shown, timeZone: "UTC" }).format(day);
  return { weekday: part({ weekday: "short" }), day: part({ day: "numeric" }), month: part({ month: "short" }) };
}

/**
 * When it is, on the reader's clock; `zone` says what the event's own clock shows, where that is another time.
 * @param {Pick<EventObject, "starts_at" | "ends_at" | "time_zone">} event @param {string} [here] the reader's zone
 */
export function timesOf({ starts_at, ends_at, time_zone }, here = HERE) {
  const [start, end, own] = [clockIn(starts_at, here), clockIn(ends_at, here), clockIn(starts_at, time_zone)];
  const sameDay = start.date === end.date || end.time === "00:00";
  const time = `${start.time}–${sameDay ? end.time : `${end.weekday} ${end.time}`}`;
  const there = `${own.date === start.date ? "" : `${own.weekday} `}${own.time} ${placeWords(time_zone)}`;
  const same = own.date === start.date && own.time === start.time;
  return { day: start.day, when: `${start.short}, ${time}`, time, zone: same ? null : `your time; ${there}` };
}

/** The day of an event that has no time is the same on every clock. @param {EventObject} event */
export function allDayWords(event) {
  const { weekday, day, month } = tileOf(event);
  return `${weekday} ${day} ${month}, all day`;
}

/** @param {string} zone */
function placeWords(zone) {
  return zone.includes("/") && !zone.startsWith("Etc/") ? `in ${zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ")}` : zone;
}

/** @param {EventObject} event */
export function priceWords({ price, currency }) {
  if (price === null || Number(price) === 0) return "Free";
  return currency === "EUR" ? `€${price}` : `${price} ${currency}`;
}

/** @param {string} instant @param {string} zone */
function clockIn(instant, zone) {
  const { weekday, day, month, year, hour, minute } = partsIn(instant, zone, "short");
  const long = partsIn(instant, zone, "long");
  return {
    date: `${day} ${month} ${year}`, weekday, short: `${weekday} ${day} ${month}`, time: `${hour}:${minute}`,
    day: `${long.weekday} ${day} ${long.month} ${year}`,
  };
}

/** @param {string} instant @param {string} zone @param {"short" | "long"} names */
function partsIn(instant, zone, names) {
  const parts = formatFor(zone, names).formatToParts(new Date(instant));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** A format takes long to make, and a page shows many times. @param {string} zone @param {"short" | "long"} names */
function formatFor(zone, names) {
  const key = `${names} ${zone}`;
  const format = formats.get(key) ?? inZone({ weekday: names, day: "numeric", month: names, year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zone);
  formats.set(key, format);
  return format;
}

/** Browsers know fewer zones than the server does. @param {Intl.DateTimeFormatOptions} shown @param {string} timeZone */
function inZone(shown, timeZone) {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...shown, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...shown, timeZone: "UTC" });
  }
}

/** @typedef {import("./event-state.js").EventObject} EventObject */

/** The tile that stands for an event's date: its own day, whatever zone the reader is in. @param {EventObject} event */
export function tileOf({ date }) {
  const day = new Date(`${date}T12:00:00Z`);
  const part = (/** @type {Intl.DateTimeFormatOptions} */ shown) => new Intl.DateTimeFormat("en-GB", { ...shown, timeZone: "UTC" }).format(day);
  return { weekday: part({ weekday: "short" }), day: part({ day: "numeric" }), month: part({ month: "short" }) };
}

/** When it is, on its own clock. @param {EventObject} event */
export function whenWords(event) {
  const { weekday, day, month } = tileOf(event);
  return `${weekday} ${day} ${month}, ${event.time ? timeWords(event) : "all day"}`;
}

/** @param {EventObject} event */
function timeWords({ starts_at, ends_at, time_zone }) {
  const start = clockIn(starts_at, time_zone);
  const end = clockIn(ends_at, time_zone);
  const sameDay = start.day === end.day || end.time === "00:00";
  return `${start.time}–${sameDay ? end.time : `${end.weekday} ${end.time}`}`;
}

/** @param {EventObject} event */
export function zoneWords({ time_zone }) {
  return `${time_zone.slice(time_zone.lastIndexOf("/") + 1).replaceAll("_", " ")} time`;
}

/** @param {EventObject} event */
export function priceWords({ price, currency }) {
  if (price === null || Number(price) === 0) return "Free";
  return currency === "EUR" ? `€${price}` : `${price} ${currency}`;
}

/** @param {string} instant @param {string} zone */
function clockIn(instant, zone) {
  const part = (/** @type {Intl.DateTimeFormatOptions} */ shown) => inZone(shown, zone).format(new Date(instant));
  return { day: part({ dateStyle: "short" }), weekday: part({ weekday: "short" }), time: part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) };
}

/** Browsers know fewer zones than the server does. @param {Intl.DateTimeFormatOptions} shown @param {string} timeZone */
function inZone(shown, timeZone) {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...shown, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...shown, timeZone: "UTC" });
  }
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { allDayTimes, momentText, timesOf, withMoment } from "../../src/Foyer.Server/wwwroot/models/event-text.js";
import { vectors } from "./fakes.js";

const cases = vectors("event-times.json");

test("an event's time is on the reader's clock and names the city of the event's own where it differs", () => {
  assert.ok(cases.length > 100);
  for (const { here, now, when, day, time, zone, tile, moment, ...event } of cases) {
    const words = timesOf(event, here, Date.parse(now));
    const shown = {
      when: words.when,
      day: words.day,
      time: words.time,
      zone: words.zone,
      tile: `${words["tile-weekday"]} ${words["tile-day"]} ${words["tile-month"]}`,
    };
    assert.deepEqual(shown, { when, day, time, zone, tile }, `${event.starts_at} in ${event.time_zone} for ${here}`);
    assert.equal(momentText({ at: event.starts_at, time_zone: event.time_zone }, here), moment);
  }
});

test("a time within a sentence is replaced, and nothing else", () => {
  const text = "Held for you until Sat 5 Dec 2026, 19:00 Berlin time.";
  const time = { from: 19, length: 33, at: "2026-12-05T18:00:00.000000Z", time_zone: "Europe/Berlin" };
  assert.equal(withMoment(text, time, "Pacific/Auckland"), "Held for you until Sun 6 Dec 2026, 07:00 your time (Sat 19:00 in Berlin).");
  assert.equal(withMoment(text, time, "Europe/Paris"), "Held for you until Sat 5 Dec 2026, 19:00.");
  assert.equal(withMoment(text, null, "Europe/Paris"), text);
});

test("a whole day is the same on every clock", () => {
  assert.deepEqual(allDayTimes({ date: "2026-09-05", time_zone: "Europe/Berlin" }, Date.parse("2026-03-01T12:00:00Z")), {
    when: "Sat 5 Sep, all day",
    zone: null,
    "tile-weekday": "Sat",
    "tile-day": "5",
    "tile-month": "Sep",
  });
});

for (const { about, date, time_zone, now, when, tile } of vectors("all-day-events.json"))
  test(`an event of all day reads the same as on the server: ${about}`, () => {
    const shown = allDayTimes({ date, time_zone }, Date.parse(now));
    assert.deepEqual([shown.when, `${shown["tile-weekday"]} ${shown["tile-day"]} ${shown["tile-month"]}`], [when, tile]);
  });

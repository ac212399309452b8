import assert from "node:assert/strict";
import { test } from "node:test";
import { changesOf, isMoved } from "../../src/Foyer.Server/wwwroot/models/event-changes.js";
import { expectedEvent } from "../../src/Foyer.Server/wwwroot/models/expected-event.js";
import { EventState } from "../../src/Foyer.Server/wwwroot/models/event-state.js";
import { allDayTimes, priceText, timesOf } from "../../src/Foyer.Server/wwwroot/models/event-text.js";
import { vectors } from "./fakes.js";

const ADA = 1;
const BEN = 2;
const NOW = Date.parse("2026-12-01T12:00:00Z");

const happening = (given = {}) => ({
  id: "e",
  title: "Courtyard cinema",
  location: null,
  date: "2026-12-05",
  time: "19:00",
  time_zone: "Europe/Berlin",
  starts_at: "2026-12-05T18:00:00.000000Z",
  ends_at: "2026-12-05T21:00:00.000000Z",
  maximum_attendees: 20,
  attendees: 8,
  free_places: 12,
  waitlisted: 0,
  price: null,
  currency: "EUR",
  creator: { id: ADA, username: "ada", avatar: null },
  chat: 1,
  my_booking: null,
  ...given,
});
const booking = (given) => ({ my_booking: { id: "b", status: "waitlisted", position: null, offer_until: null, ...given } });
const state = (given, me = BEN, now = NOW) => new EventState(happening(given), me, now);
const labels = (one) => one.acts.map(({ act, label }) => `${act}: ${label}`);

test("free seats are counted, few are said so, none leads to the waitlist", () => {
  assert.equal(state().words, "12 of 20 seats left");
  assert.deepEqual(labels(state()), ["book: Book"]);
  assert.equal(state({ free_places: 2 }).words, "Only 2 left");
  assert.equal(state({ free_places: 2 }).tone, "few");
  assert.equal(state({ free_places: 0, waitlisted: 4 }).words, "Full, 4 waiting");
  assert.deepEqual(labels(state({ free_places: 0 })), ["wait: Join waitlist"]);
  assert.equal(state({ maximum_attendees: null, free_places: null }).words, "Open to all, 8 going");
});

test("whoever has something there is told what, and can end it", () => {
  assert.equal(state(booking({ status: "accepted" })).words, "You’re going");
  assert.deepEqual(labels(state(booking({ status: "accepted" }))), []);
  assert.equal(state(booking({ status: "invited" })).words, "ada invited you");
  assert.deepEqual(labels(state(booking({ status: "invited" }))), ["book: Accept", "withdraw: Decline"]);
  assert.deepEqual(labels(state({ ...booking({ status: "invited" }), free_places: 0 })), ["wait: Join waitlist", "withdraw: Decline"]);
  assert.equal(state(booking({ position: 2 })).words, "Waitlist no. 2");
  assert.deepEqual(labels(state(booking({ position: 2 }))), ["withdraw: Leave waitlist"]);
  assert.deepEqual(labels(state(booking({ offer_until: "2026-12-02T12:00:00Z" }))), ["book: Accept", "withdraw: Decline"]);
});

test("nobody books their own event, nor one that has begun", () => {
  assert.deepEqual(labels(state({}, ADA)), []);
  assert.equal(state({}, ADA).words, "8 people are going");
  const began = Date.parse("2026-12-05T18:00:00Z");
  assert.equal(state({}, BEN, began).words, "On now");
  assert.deepEqual(labels(state({}, BEN, began)), []);
  assert.deepEqual(labels(state({ time: null }, BEN, began)), ["book: Book"]);
  assert.equal(state({}, BEN, Date.parse("2026-12-05T21:00:00Z")).words, "Past");
});

test("a row of seats is never empty while somebody comes, nor full while a seat is free", () => {
  assert.equal(state({ maximum_attendees: 100, free_places: 99 }).share, 10);
  assert.equal(state({ maximum_attendees: 100, free_places: 1 }).share, 90);
  assert.equal(state({ maximum_attendees: 4, free_places: 0 }).share, 100);
  assert.equal(state({ maximum_attendees: null, free_places: null }).share, null);
});

test("times are on the reader's clock, also over midnight, and the event's own is said where it differs", () => {
  const now = Date.parse("2026-11-30T12:00:00Z");
  const shown = (/** @type {object} */ changed, zone = "Europe/Berlin") => timesOf(happening(changed), zone, now);
  const [berlin, lisbon, tokyo] = ["Europe/Berlin", "Europe/Lisbon", "Asia/Tokyo"].map((zone) => shown({}, zone));
  assert.equal(berlin.day, "Saturday 5 December 2026");
  assert.equal(berlin.when, "Sat 5 Dec, 19:00–22:00");
  assert.equal(berlin.time, "19:00–22:00");
  assert.equal(berlin.zone, null);
  assert.equal(lisbon.when, "Sat 5 Dec, 18:00–21:00");
  assert.equal(lisbon.zone, "your time; 19:00 in Berlin");
  assert.equal(tokyo.when, "Sun 6 Dec, 03:00–06:00");
  assert.equal(tokyo.zone, "your time; Sat 19:00 in Berlin");
  assert.equal(shown({ time_zone: "UTC" }).zone, "your time; 18:00 UTC");
  assert.equal(shown({ ends_at: "2026-12-06T01:30:00.000000Z" }).when, "Sat 5 Dec, 19:00–Sun 02:30");
  assert.equal(shown({ ends_at: "2026-12-05T23:00:00.000000Z" }).when, "Sat 5 Dec, 19:00–00:00");
});

test("the tile is on the reader's clock, a whole day the same on all", () => {
  const { "tile-weekday": weekday, "tile-day": day, "tile-month": month } = timesOf(happening(), "Europe/Berlin");
  assert.deepEqual({ weekday, day, month }, { weekday: "Sat", day: "5", month: "Dec" });
  assert.equal(allDayTimes(happening({ time: null }), NOW).when, "Sat 5 Dec, all day");
});

test("a price is free or has its currency", () => {
  assert.equal(priceText(happening()), "Free");
  assert.equal(priceText(happening({ price: "0.00" })), "Free");
  assert.equal(priceText(happening({ price: "12.50" })), "€12.50");
  assert.equal(priceText(happening({ price: "12.50", currency: "SEK" })), "12.50 SEK");
});

test("what will come of a press is shown before the server has answered", () => {
  const booked = expectedEvent(happening({ free_places: 1 }), "book");
  assert.deepEqual([booked.attendees, booked.free_places, new EventState(booked, BEN, NOW).words], [9, 0, "You’re going"]);
  assert.equal(expectedEvent(happening({ ...booking({ offer_until: "2026-12-02T12:00:00Z" }), free_places: 0 }), "book").free_places, 0);
  assert.equal(new EventState(expectedEvent(happening({ free_places: 0, waitlisted: 2 }), "wait"), BEN, NOW).words, "Waitlist no. 3");
  assert.equal(expectedEvent(booked, "withdraw").attendees, 8);
  assert.equal(expectedEvent(happening({ maximum_attendees: null, free_places: null }), "book").free_places, null);
});

test("an edit is told as old and new, and another time or place must be known", () => {
  const stored = { title: "Choir", time: "19:00", location: "", price: "", description: "A\n\nB" };
  assert.deepEqual(changesOf(stored, { ...stored, description: "A\r\n\r\nB" }), []);
  const moved = changesOf(stored, { ...stored, time: "20:00", description: "C" });
  assert.deepEqual(moved, [
    { name: "time", old: "19:00", now: "20:00" },
    { name: "description", old: null, now: "C" },
  ]);
  assert.equal(isMoved(moved), true);
  const placed = changesOf(stored, { ...stored, location: "Roof" });
  assert.deepEqual([placed[0].old, isMoved(placed)], ["none", true]);
  assert.equal(isMoved(changesOf(stored, { ...stored, title: "Big choir", price: "2.00" })), false);
});

for (const { about, event, booking: mine, reader, now, words, tone, look, seats, price, share = null } of vectors("event-states.json"))
  test(`an event reads the same as on the server: ${about}`, () => {
    const shown = state({ ...event, my_booking: mine && { id: "b", ...mine } }, reader, Date.parse(now));
    assert.deepEqual(
      { words: shown.words, tone: shown.tone, look: shown.look, seats: shown.seats, share: shown.share, price: priceText(shown.event) },
      { words, tone, look, seats, share, price },
    );
  });

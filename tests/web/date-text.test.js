import assert from "node:assert/strict";
import { test } from "node:test";
import { agoText, dateText, dayText, momentWords, untilText } from "../../src/Foyer.Server/wwwroot/models/date-text.js";
import { vectors } from "./fakes.js";

test("days are told from where one reads", () => {
  const now = new Date(2026, 2, 4, 0, 30);
  assert.equal(dayText(new Date(2026, 2, 4, 0, 1), now, "en-GB"), "Today");
  assert.equal(dayText(new Date(2026, 2, 3, 23, 59), now, "en-GB"), "Yesterday");
  assert.equal(dayText(new Date(2026, 2, 2, 12), now, "en-GB"), "Monday 2 March");
  assert.match(dayText(new Date(2025, 2, 3, 12), now, "en-GB"), /2025/);
});

test("relative words end after an hour", () => {
  const now = new Date(2026, 2, 4, 12, 0);
  assert.equal(agoText(new Date(2026, 2, 4, 11, 59, 40), now, "en"), "just now");
  assert.match(agoText(new Date(2026, 2, 4, 11, 30), now, "en"), /30 min/);
  assert.match(agoText(new Date(2026, 2, 4, 10, 30), now, "en-GB"), /^10:30$/);
  assert.match(agoText(new Date(2026, 2, 4, 9, 5), now, "en-GB"), /^09:05$/);
  assert.match(agoText(new Date(2026, 2, 4, 9, 5), now, "en-US"), /^9:05\sAM$/);
});

test("a deadline has its day when that is another one, and says what is left", () => {
  const now = new Date(2026, 10, 21, 12, 0);
  assert.equal(untilText(new Date(2026, 10, 21, 14, 30), now, "en-GB"), "14:30, 2 h left");
  assert.equal(untilText(new Date(2026, 10, 22, 11, 0), now, "en-GB"), "Sunday 22 November, 11:00, 23 h left");
  assert.equal(untilText(new Date(2026, 10, 21, 12, 20), now, "en-GB"), "12:20, 20 min left");
  assert.equal(untilText(new Date(2026, 10, 21, 11, 0), now, "en-GB"), "11:00, 0 min left");
});

test("a day reads the same as on the server", () => {
  for (const { date, text } of vectors("days.json")) {
    const [year, month, day] = date.split("-").map(Number);
    assert.equal(dateText(new Date(year, month - 1, day)), text);
    assert.equal(momentWords(new Date(year, month - 1, day, 18, 30), "en-GB"), `${text}, 18:30`);
  }
});

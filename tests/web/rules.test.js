import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../../src/Foyer.Server/wwwroot/models/backoff.js";
import { agoText, dayText, untilText } from "../../src/Foyer.Server/wwwroot/models/date-text.js";
import { EventStreamParser } from "../../src/Foyer.Server/wwwroot/models/event-stream-parser.js";
import { Presence } from "../../src/Foyer.Server/wwwroot/models/presence.js";
import { ReadRules } from "../../src/Foyer.Server/wwwroot/models/read-rules.js";
import { ScrollRules, newMessagesLabel } from "../../src/Foyer.Server/wwwroot/models/scroll-rules.js";
import { TypingSender, TypingTracker, typingText } from "../../src/Foyer.Server/wwwroot/models/typing.js";
import { avatarHue, initials } from "../../src/Foyer.Server/wwwroot/models/avatar.js";
import { requestOf } from "../../src/Foyer.Server/wwwroot/models/stream-transport.js";
import { ada, ben, handClock } from "./fakes.js";

test("pauses vary by a quarter around their step", () => {
  assert.equal(new Backoff(() => 0).next(), 750);
  assert.equal(new Backoff(() => 1).next(), 1250);
});

test("whoever is within 100 pixels of the end follows, others count", () => {
  const rules = new ScrollRules();
  rules.moved({ scrollTop: 400, clientHeight: 500, scrollHeight: 1000 });
  assert.equal(rules.arrived({ mine: false, counts: true }), true);
  rules.moved({ scrollTop: 399, clientHeight: 500, scrollHeight: 1000 });
  assert.equal(rules.arrived({ mine: false, counts: true }), false);
  assert.equal(rules.arrived({ mine: false, counts: true }), false);
  assert.equal(rules.arrived({ mine: false, counts: false }), false);
  assert.equal(rules.waiting, 2);
  assert.equal(rules.arrived({ mine: true, counts: false }), true);
  assert.equal(rules.waiting, 0);
});

test("the pill says how many", () => {
  assert.equal(newMessagesLabel(1), "1 new message");
  assert.equal(newMessagesLabel(3), "3 new messages");
});

test("typing is told every three seconds, and at once after a message", () => {
  const teller = new TypingSender();
  assert.equal(teller.typed(0), true);
  assert.equal(teller.typed(2999), false);
  assert.equal(teller.typed(3000), true);
  teller.sent();
  assert.equal(teller.typed(3001), true);
});

test("another's typing is believed for five seconds", () => {
  const tracker = new TypingTracker();
  tracker.seen(2, 0);
  tracker.seen(3, 1000);
  assert.deepEqual(tracker.who(4999), [2, 3]);
  assert.deepEqual(tracker.who(5000), [3]);
  tracker.ended(3);
  assert.deepEqual(tracker.who(5001), []);
});

test("from three on they are several people", () => {
  assert.equal(typingText([]), "");
  assert.equal(typingText(["ben"]), "ben is typing…");
  assert.equal(typingText(["ben", "cleo"]), "ben and cleo are typing…");
  assert.equal(typingText(["ben", "cleo", "dora"]), "Several people are typing…");
});

test("read is what was seen for a second in a visible, focused tab", () => {
  const clock = handClock();
  const marks = [];
  const rules = new ReadRules(10, (id) => marks.push(id), clock);
  rules.tell({ newest: 12, atEnd: true, visible: true });
  clock.pass(5000);
  assert.deepEqual(marks, []);
  rules.tell({ focused: true });
  clock.pass(999);
  rules.tell({ focused: false });
  clock.pass(5000);
  assert.deepEqual(marks, []);
  rules.tell({ focused: true });
  clock.pass(1000);
  assert.deepEqual(marks, [12]);
  rules.tell({ atEnd: true });
  clock.pass(5000);
  assert.deepEqual(marks, [12]);
});

test("a marker moved elsewhere is not moved back", () => {
  const clock = handClock();
  const marks = [];
  const rules = new ReadRules(10, (id) => marks.push(id), clock);
  rules.tell({ newest: 12, atEnd: true, visible: true, focused: true });
  rules.movedElsewhere(12);
  clock.pass(5000);
  assert.deepEqual(marks, []);
});

test("members here come first, each list by name", () => {
  const cleo = { id: 3, username: "cleo", avatar: null };
  const presence = new Presence(ada, [ben, cleo, ada]);
  presence.listed([cleo]);
  assert.deepEqual(
    presence.lists().here.map(({ username }) => username),
    ["ada", "cleo"],
  );
  presence.came(ben);
  presence.changedTo([{ id: cleo.id, online: false, away: false }]);
  assert.deepEqual(
    presence.lists().here.map(({ username }) => username),
    ["ada", "ben"],
  );
  assert.deepEqual(
    presence.lists().elsewhere.map(({ username }) => username),
    ["cleo"],
  );
});

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

test("a stream is read however it was cut", () => {
  const lines = new EventStreamParser();
  const events = ["event: rea", 'dy\r\ndata: {"a":1}\r\n', "\r\n: keep alive\n\nid: 1:2\ndata: x\ndata: y\n\n"].flatMap((piece) => [
    ...lines.read(piece),
  ]);
  assert.deepEqual(events, [
    { name: "ready", data: '{"a":1}' },
    { name: "", data: "x\ny" },
  ]);
});

test("what goes by socket has its request where there is none", () => {
  assert.deepEqual(requestOf({ event_type: "chat_message", chat: 7, text: "a", client_id: "c" }), [
    "POST",
    "/api/chats/7/messages",
    { text: "a", client_id: "c" },
  ]);
  assert.deepEqual(requestOf({ event_type: "chat_message", chat: 7, id: 4, text: "b" })?.slice(0, 2), ["PATCH", "/api/messages/4"]);
  assert.deepEqual(requestOf({ event_type: "delete_message", id: 4 }), ["DELETE", "/api/messages/4"]);
  assert.equal(requestOf({ event_type: "ping" }), null);
});

test("names become the same doorway here and on the server", () => {
  assert.deepEqual(
    ["ada", "ben", "cleo", "dora", "emil", "fay"].map(avatarHue),
    ["ada", "ben", "cleo", "dora", "emil", "fay"].map((name) => avatarHue(name)),
  );
  assert.equal(initials("ada"), "AD");
  assert.equal(initials("Mary Ann.Lee"), "ML");
  assert.equal(initials("東京"), "東京");
});

test("a deadline has its day when that is another one, and says what is left", () => {
  const now = new Date(2026, 10, 21, 12, 0);
  assert.equal(untilText(new Date(2026, 10, 21, 14, 30), now, "en-GB"), "14:30, 2 h left");
  assert.equal(untilText(new Date(2026, 10, 22, 11, 0), now, "en-GB"), "Sunday 22 November, 11:00, 23 h left");
  assert.equal(untilText(new Date(2026, 10, 21, 12, 20), now, "en-GB"), "12:20, 20 min left");
  assert.equal(untilText(new Date(2026, 10, 21, 11, 0), now, "en-GB"), "11:00, 0 min left");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../../src/Foyer.Server/wwwroot/models/timeline.js";
import { ada, ben, message } from "./fakes.js";

const ids = (timeline) => messages(timeline).map((row) => row.message.id);
const messages = (timeline) => timeline.rows().filter(({ kind }) => kind === "message");
const at = (minute) => `2026-03-02T12:${String(minute).padStart(2, "0")}:00.000000Z`;

test("messages stand by id, whatever order they come in", () => {
  const timeline = new Timeline(ada);
  for (const id of [3, 1, 2]) timeline.apply(message(id));
  assert.deepEqual(ids(timeline), [1, 2, 3]);
});

test("the latest version of a message stays, even when an older one arrives after it", () => {
  const timeline = new Timeline(ada);
  assert.equal(timeline.apply(message(1, { version: 5, text: "new" })), "added");
  assert.equal(timeline.apply(message(1, { version: 3, text: "old" })), "stale");
  assert.equal(timeline.find(1).text, "new");
  assert.equal(timeline.apply(message(1, { version: 9, text: "newest" })), "changed");
  assert.equal(timeline.find(1).text, "newest");
});

test("my waiting message becomes the stored one with the same client_id and keeps its key", () => {
  const timeline = new Timeline(ada);
  timeline.unsent.add({ client_id: "c1", text: "hello", timestamp: at(0) });
  const [waiting] = messages(timeline);
  assert.equal(waiting.state, "pending");
  assert.equal(waiting.mine, true);
  assert.equal(timeline.apply(message(4, { client_id: "c1", user: ada.id, user_name: "ada", text: "hello" })), "confirmed");
  const [stored, ...rest] = messages(timeline);
  assert.equal(rest.length, 0);
  assert.equal(stored.state, "stored");
  assert.equal(stored.key, waiting.key);
});

test("an edit that arrives without client_id does not lose the key of my message", () => {
  const timeline = new Timeline(ada);
  timeline.apply(message(4, { version: 1, client_id: "c1", user: ada.id }));
  const before = messages(timeline)[0].key;
  timeline.apply(message(4, { version: 2, user: ada.id, text: "better" }));
  assert.equal(messages(timeline)[0].key, before);
});

test("waiting messages stand last and can fail, be tried again and be discarded", () => {
  const timeline = new Timeline(ada);
  timeline.unsent.add({ client_id: "c1", text: "hello", timestamp: at(0) });
  timeline.apply(message(9));
  assert.deepEqual(
    messages(timeline).map(({ state }) => state),
    ["stored", "pending"],
  );
  assert.equal(timeline.unsent.mark("c1", "failed", "Too long."), true);
  assert.equal(messages(timeline)[1].reason, "Too long.");
  assert.equal(timeline.unsent.discard("c1"), true);
  assert.equal(messages(timeline).length, 1);
});

test("one author's messages within five minutes share a header", () => {
  const timeline = new Timeline(ada);
  timeline.apply(message(1, { timestamp: at(0) }));
  timeline.apply(message(2, { timestamp: at(5) }));
  timeline.apply(message(3, { timestamp: at(11) }));
  timeline.apply(message(4, { timestamp: at(11), user: ada.id, user_name: "ada" }));
  assert.deepEqual(
    messages(timeline).map(({ first }) => first),
    [true, false, true, true],
  );
});

test("a system line and a reply break a group", () => {
  const timeline = new Timeline(ada);
  timeline.apply(message(1));
  timeline.apply(message(2, { kind: "system", text: "cleo has joined the chat" }));
  timeline.apply(message(3));
  timeline.apply(message(4, { reply_to: { id: 1, user: 2, user_name: "ben", text: "message 1" } }));
  assert.deepEqual(
    messages(timeline).map(({ first }) => first),
    [true, true, true, true],
  );
});

test("each day begins with a separator and a header", () => {
  const timeline = new Timeline(ada);
  timeline.apply(message(1, { timestamp: "2026-03-02T12:00:00.000000Z" }));
  timeline.apply(message(2, { timestamp: "2026-03-04T12:00:00.000000Z" }));
  assert.deepEqual(
    timeline.rows().map(({ kind }) => kind),
    ["day", "message", "day", "message"],
  );
  assert.equal(new Set(timeline.rows().map(({ key }) => key)).size, 4);
});

test("the New line stands above the first unread message of somebody else and stays there", () => {
  const timeline = new Timeline(ada);
  timeline.newFrom = 4;
  timeline.apply(message(1));
  timeline.apply(message(2, { user: ada.id }));
  timeline.apply(message(3, { kind: "system" }));
  timeline.apply(message(4));
  timeline.apply(message(5));
  assert.deepEqual(
    timeline.rows().map(({ kind }) => kind),
    ["day", "message", "message", "message", "new", "message", "message"],
  );
  assert.equal(timeline.unreadAfter(1), 2);
  timeline.apply(message(6));
  assert.equal(
    timeline.rows().findIndex(({ kind }) => kind === "new"),
    4,
  );
});

test("a tombstone stays in place and is not unread", () => {
  const timeline = new Timeline(ada);
  timeline.apply(message(1, { version: 1 }));
  timeline.apply(message(2, { version: 2 }));
  timeline.apply(message(1, { version: 3, is_deleted: true, text: "" }));
  assert.deepEqual(ids(timeline), [1, 2]);
  assert.equal(timeline.find(1).is_deleted, true);
  assert.equal(timeline.unreadAfter(0), 1);
});

test("quotes follow the message they quote, though the quoting one takes no version", () => {
  const timeline = new Timeline(ada);
  timeline.apply(message(1, { version: 1, text: "before" }));
  timeline.apply(message(2, { version: 2, reply_to: { id: 1, user: 2, user_name: "ben", text: "before" } }));
  timeline.apply(message(1, { version: 3, text: "after" }));
  assert.equal(timeline.find(2).reply_to.text, "after");
  timeline.apply(message(1, { version: 4, is_deleted: true, text: "" }));
  assert.equal(timeline.find(2).reply_to.text, "");
});

test("what I may still edit is my latest text", () => {
  const timeline = new Timeline(ada);
  assert.equal(timeline.lastOwn(), null);
  timeline.apply(message(1, { user: ada.id }));
  timeline.apply(message(2, { user: ada.id, is_deleted: true }));
  timeline.apply(message(3, { user: ada.id, kind: "system" }));
  timeline.apply(message(4));
  assert.equal(timeline.lastOwn().id, 1);
});

test("a window trimmed at its end takes no live message beyond the gap", () => {
  const timeline = new Timeline(ada);
  for (let id = 1; id <= 10; id++) timeline.apply(message(id));
  timeline.trim(6, "newer");
  assert.deepEqual(ids(timeline), [1, 2, 3, 4, 5, 6]);
  assert.equal(timeline.apply(message(11)), "outside");
  assert.deepEqual(ids(timeline), [1, 2, 3, 4, 5, 6]);
  timeline.addPage([message(7), message(8)], "newer", true);
  assert.equal(timeline.apply(message(11)), "outside");
  timeline.addPage([message(9), message(10), message(11)], "newer", false);
  assert.equal(timeline.apply(message(12)), "added");
  assert.deepEqual(ids(timeline), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test("an edit of a message older than the window does not bring it in", () => {
  const timeline = new Timeline(ada);
  timeline.restart([message(5), message(6)], true);
  assert.equal(timeline.apply(message(2)), "outside");
  timeline.addPage([message(3), message(4)], "older", true);
  assert.deepEqual(ids(timeline), [3, 4, 5, 6]);
  timeline.addPage([message(1), message(2)], "older", false);
  assert.deepEqual(ids(timeline), [1, 2, 3, 4, 5, 6]);
});

test("a restart keeps what arrived live while the page was fetched", () => {
  const timeline = new Timeline(ada);
  timeline.restart([message(1, { version: 1 }), message(2, { version: 2 })], false);
  timeline.unsent.add({ client_id: "c1", text: "waiting", timestamp: at(0) });
  timeline.apply(message(90, { version: 92 }));
  timeline.apply(message(80, { version: 93, text: "edited" }));
  timeline.restart([message(80, { version: 80, text: "old" }), message(81, { version: 81 })], true);
  assert.deepEqual(ids(timeline), [80, 81, 90, 0]);
  assert.equal(timeline.find(80).text, "edited");
  assert.equal(timeline.hasOlder, true);
});

test("messages of people I blocked are folded together and can be shown", () => {
  const timeline = new Timeline(ada, [ben.id]);
  timeline.apply(message(1));
  timeline.apply(message(2));
  timeline.apply(message(3, { user: 3, user_name: "cleo" }));
  timeline.apply(message(4));
  const kinds = () => timeline.rows().map((row) => (row.kind === "hidden" ? row.ids.join() : row.kind));
  assert.deepEqual(kinds(), ["day", "1,2", "message", "4"]);
  timeline.unfold([1, 2]);
  assert.deepEqual(kinds(), ["day", "message", "message", "message", "4"]);
  timeline.block([]);
  assert.equal(messages(timeline).length, 4);
});

test("answers to commands stay where they were given until they are dismissed", () => {
  const timeline = new Timeline(ada);
  timeline.apply(message(1));
  timeline.answer("who", "ada, ben");
  timeline.apply(message(2));
  assert.deepEqual(
    timeline.rows().map(({ kind }) => kind),
    ["day", "message", "answer", "message"],
  );
  const { key } = timeline.rows()[2];
  timeline.dismiss(key);
  assert.equal(
    timeline.rows().some(({ kind }) => kind === "answer"),
    false,
  );
});

test("a window that begins after the New line does not show one of its own", () => {
  const timeline = new Timeline(ada);
  timeline.newFrom = 5;
  timeline.show([message(10), message(11)], true, false);
  assert.deepEqual(
    timeline.rows().map(({ kind }) => kind),
    ["day", "message", "message"],
  );
  timeline.addPage([message(4), message(5), message(6)], "older", true);
  assert.deepEqual(
    timeline.rows().map(({ kind }) => kind),
    ["day", "message", "new", "message", "message", "message", "message"],
  );
});

test("what arrives live while the last page is fetched is still to come", () => {
  const timeline = new Timeline(ada);
  timeline.show([message(1), message(2)], false, true);
  assert.equal(timeline.apply(message(9)), "outside");
  timeline.addPage([message(3), message(4)], "newer", false);
  assert.equal(timeline.hasNewer, true);
  timeline.addPage([message(9)], "newer", false);
  assert.equal(timeline.hasNewer, false);
});

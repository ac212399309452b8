import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../../src/Foyer.Server/wwwroot/models/timeline.js";
import { UnreadCount } from "../../src/Foyer.Server/wwwroot/models/unread-count.js";
import { ada, message } from "./fakes.js";

function opened(ids, { older = true, newer = false, marked = 0, count = 0 } = {}) {
  const timeline = new Timeline(ada);
  timeline.show(
    ids.map((id) => message(id)),
    older,
    newer,
  );
  return { timeline, unread: new UnreadCount(timeline, marked, count) };
}

test("a window that begins after the marker or ends before the room leaves the number to the server", () => {
  assert.equal(opened([11, 12], { marked: 5, count: 450 }).unread.count, 450);
  assert.equal(opened([4, 5, 6], { marked: 5, newer: true, count: 450 }).unread.count, 450);
  assert.equal(opened([4, 5, 6, 7], { marked: 5, count: 450 }).unread.count, 2);
});

test("what arrives beyond the window is added, except my own and what is no talk", () => {
  const { unread } = opened([4, 5, 6], { marked: 5, newer: true, count: 450 });
  unread.arrived(message(600));
  unread.arrived(message(601, { user: ada.id }));
  unread.arrived(message(602, { kind: "system" }));
  assert.equal(unread.count, 451);
});

test("marking everything as read leaves nothing, though the window does not reach the end", () => {
  const { timeline, unread } = opened([4, 5, 6], { marked: 5, newer: true, count: 450 });
  timeline.latest = 456;
  unread.moved(timeline.latest);
  assert.equal(unread.count, 0);
});

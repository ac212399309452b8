import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox, ACKNOWLEDGE_WITHIN } from "../../src/Foyer.Server/wwwroot/models/outbox.js";
import { handClock } from "./fakes.js";

function start() {
  const clock = handClock();
  const line = { up: true, sent: [] };
  const outbox = new Outbox((frame) => line.up && (line.sent.push(frame), true), clock);
  const changes = [];
  outbox.addEventListener("change", ({ detail }) => changes.push(`${detail.client_id} ${detail.state}`));
  const post = (id, text = id) => outbox.post({ client_id: id, chat: 7, text });
  const left = () => line.sent.map(({ client_id }) => client_id);
  return { clock, line, outbox, changes, post, left };
}

test("a letter leaves at once and is gone when confirmed", () => {
  const { outbox, post, left } = start();
  post("a");
  assert.deepEqual(left(), ["a"]);
  assert.equal(outbox.confirmed("a"), true);
  assert.equal(outbox.confirmed("a"), false);
  assert.equal(outbox.size, 0);
});

test("without a line letters wait and leave in the order they were written", () => {
  const { line, outbox, post, left } = start();
  line.up = false;
  post("a");
  post("b");
  assert.deepEqual(left(), []);
  line.up = true;
  outbox.flush();
  assert.deepEqual(left(), ["a", "b"]);
});

test("waiting without a line is no failure", () => {
  const { line, post, changes, clock } = start();
  line.up = false;
  post("a");
  clock.pass(60_000);
  assert.deepEqual(changes, []);
});

test("what was not confirmed leaves again under the same client_id", () => {
  const { outbox, post, left } = start();
  post("a");
  assert.equal(outbox.isRepeated("a"), false);
  outbox.lost();
  outbox.flush();
  assert.deepEqual(left(), ["a", "a"]);
  assert.equal(outbox.isRepeated("a"), true);
});

test("no confirmation in time is called a failure, and a late one still counts", () => {
  const { clock, outbox, post, changes } = start();
  post("a");
  clock.pass(ACKNOWLEDGE_WITHIN);
  assert.equal(changes.at(-1), "a failed");
  assert.equal(outbox.confirmed("a"), true);
});

test("retry after a failure reuses the client_id", () => {
  const { clock, outbox, post, left } = start();
  post("a");
  clock.pass(ACKNOWLEDGE_WITHIN);
  outbox.retry("a");
  assert.deepEqual(left(), ["a", "a"]);
});

test("a refused letter has failed with the server's words", () => {
  const { outbox, post, changes } = start();
  let reason = "";
  outbox.addEventListener("change", ({ detail }) => (reason = detail.reason));
  post("a");
  outbox.refused({ event_type: "error", client_id: "a", errors: [{ code: "not_a_member", detail: "Join first.", attr: null }] });
  assert.equal(changes.at(-1), "a failed");
  assert.equal(reason, "Join first.");
  assert.equal(outbox.refused({ event_type: "error", client_id: "other" }), false);
});

test("too fast waits as long as told, and holds back what was written after it", () => {
  const { clock, outbox, post, left } = start();
  post("a");
  outbox.refused({ event_type: "error", client_id: "a", retry_after: 3, errors: [] });
  post("b");
  clock.pass(2999);
  assert.deepEqual(left(), ["a"]);
  clock.pass(1);
  assert.deepEqual(left(), ["a", "a", "b"]);
});

test("a discarded letter never leaves", () => {
  const { line, outbox, post, left } = start();
  line.up = false;
  post("a", "words");
  assert.equal(outbox.discard("a").text, "words");
  line.up = true;
  outbox.flush();
  assert.deepEqual(left(), []);
});

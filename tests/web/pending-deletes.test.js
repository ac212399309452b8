import assert from "node:assert/strict";
import { test } from "node:test";
import { PendingDeletes, UNDO_PERIOD } from "../../src/Foyer.Server/wwwroot/models/pending-deletes.js";
import { handClock } from "./fakes.js";

function pending() {
  const clock = handClock();
  const removed = [];
  return { clock, removed, deletes: new PendingDeletes((id) => removed.push(id), clock) };
}

test("a message is deleted when the time to take it back has passed", () => {
  const { clock, removed, deletes } = pending();
  deletes.add(4);
  clock.pass(UNDO_PERIOD - 1);
  assert.deepEqual([deletes.has(4), removed], [true, []]);
  clock.pass(1);
  assert.deepEqual([deletes.has(4), removed], [false, [4]]);
});

test("a spared message is not deleted, and cannot be spared twice", () => {
  const { clock, removed, deletes } = pending();
  deletes.add(4);
  assert.equal(deletes.spare(4), true);
  clock.pass(UNDO_PERIOD);
  assert.deepEqual([deletes.spare(4), removed], [false, []]);
});

test("adding it again starts no second time", () => {
  const { clock, removed, deletes } = pending();
  deletes.add(4);
  clock.pass(3000);
  deletes.add(4);
  deletes.spare(4);
  deletes.add(4);
  clock.pass(UNDO_PERIOD - 1);
  assert.deepEqual(removed, []);
  clock.pass(1);
  assert.deepEqual(removed, [4]);
});

test("leaving the page deletes at once, each message once", () => {
  const { clock, removed, deletes } = pending();
  for (const id of [4, 5]) deletes.add(id);
  deletes.executeAll();
  clock.pass(UNDO_PERIOD);
  assert.deepEqual(removed, [4, 5]);
});

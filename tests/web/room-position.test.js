import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomPosition } from "../../src/Foyer.Server/wwwroot/models/room-position.js";

function live(after) {
  const position = new RoomPosition(after);
  position.listed(after);
  return position;
}

test("a replay with superseded numbers left out ends at the version that was announced", () => {
  const position = new RoomPosition(10);
  position.listed(20);
  for (const version of [12, 17]) assert.equal(position.take(version, false), "take");
  assert.equal(position.after, 17);
  assert.equal(position.live, false);
  position.take(20, false);
  assert.equal(position.live, true);
});

test("a replay that broke off is asked for from its last message", () => {
  const position = new RoomPosition(10);
  position.listed(20);
  position.take(12, false);
  position.lost();
  assert.equal(position.after, 12);
  assert.equal(position.live, false);
});

test("the answer to a repeated send moves nothing, wherever it stands", () => {
  const position = live(10);
  assert.equal(position.take(4, true), "take");
  assert.equal(position.take(15, true), "take");
  assert.equal(position.after, 10);
  position.lost();
  position.listed(20);
  position.take(18, true);
  assert.equal(position.after, 10);
});

test("my own repeated message that was never stored before is the next change", () => {
  const position = live(10);
  position.take(11, true);
  assert.equal(position.after, 11);
});

test("live changes without a hole move it one by one, a hole is told", () => {
  const position = live(10);
  assert.equal(position.take(11, false), "take");
  assert.equal(position.take(13, false), "hole");
  assert.equal(position.after, 11);
});

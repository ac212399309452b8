import assert from "node:assert/strict";
import { test } from "node:test";
import { DEAD_AFTER, Heartbeat, SILENT_AFTER, HIDDEN_INTERVAL, VISIBLE_INTERVAL } from "../../src/Foyer.Server/wwwroot/models/heartbeat.js";
import { handClock } from "./fakes.js";

function started({ watched = true } = {}) {
  const clock = handClock();
  const told = { pings: 0, silent: [], dead: 0 };
  const pulse = new Heartbeat({ ping: () => (told.pings++, true), silent: (is) => told.silent.push(is), dead: () => told.dead++ }, clock);
  pulse.watch(watched);
  pulse.start();
  return { clock, pulse, told };
}

test("silence is noticed five seconds after the last sign of life while somebody looks", () => {
  const { clock, pulse, told } = started();
  clock.pass(VISIBLE_INTERVAL + SILENT_AFTER - 1);
  assert.deepEqual(told.silent, []);
  clock.pass(1);
  assert.deepEqual(told.silent, [true]);
  assert.equal(clock.now() - pulse.heardAt, 5000);
  assert.equal(told.dead, 0);
  clock.pass(DEAD_AFTER - SILENT_AFTER);
  assert.equal(told.dead, 1);
});

test("a late answer ends the silence and the line lives on", () => {
  const { clock, pulse, told } = started();
  clock.pass(VISIBLE_INTERVAL + SILENT_AFTER);
  pulse.heard();
  assert.deepEqual(told.silent, [true, false]);
  assert.equal(pulse.isSilent, false);
  clock.pass(VISIBLE_INTERVAL - 1);
  assert.equal(told.dead, 0);
});

test("a busy line is never asked", () => {
  const { clock, pulse, told } = started();
  for (let second = 0; second < 60; second++) {
    clock.pass(1000);
    pulse.heard();
  }
  assert.equal(told.pings, 0);
});

test("a page nobody looks at asks twice a minute, and at once when somebody looks again", () => {
  const { clock, pulse, told } = started({ watched: false });
  clock.pass(HIDDEN_INTERVAL - 1);
  assert.equal(told.pings, 0);
  clock.pass(1);
  assert.equal(told.pings, 1);
  pulse.heard();
  clock.pass(10_000);
  pulse.watch(true);
  clock.pass(VISIBLE_INTERVAL);
  assert.equal(told.pings, 2);
});

test("what was said and not answered is a question too", () => {
  const { clock, pulse, told } = started({ watched: false });
  pulse.expect();
  clock.pass(SILENT_AFTER);
  assert.deepEqual(told.silent, [true]);
  pulse.stop();
  clock.pass(60_000);
  assert.equal(told.dead, 0);
});

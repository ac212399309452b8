import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientActivity, HIDDEN_AFTER, IDLE_AFTER } from "../../src/Foyer.Server/wwwroot/models/client-activity.js";
import { Presence } from "../../src/Foyer.Server/wwwroot/models/presence.js";
import { ada, ben, handClock } from "./fakes.js";

function watched(given) {
  const clock = handClock();
  const told = [];
  const attention = new ClientActivity((state) => told.push(state), { clock, ...given });
  return { clock, told, attention };
}

test("a page that nobody touches for ten minutes is idle, and awake at the first touch", () => {
  const { clock, told, attention } = watched();
  clock.pass(IDLE_AFTER - 1);
  attention.touched();
  clock.pass(IDLE_AFTER - 1);
  assert.deepEqual(told, []);
  clock.pass(1);
  assert.deepEqual(told, ["idle"]);
  assert.equal(clock.waiting, 0, "an idle page waits for nothing");
  attention.touched();
  assert.deepEqual(told, ["idle", "active"]);
  clock.pass(IDLE_AFTER);
  assert.deepEqual(told, ["idle", "active", "idle"]);
});

test("a page out of sight is hidden after five seconds, idle after ten minutes, and active when it is back", () => {
  const { clock, told, attention } = watched();
  attention.turned(true);
  clock.pass(HIDDEN_AFTER - 1);
  attention.turned(false);
  clock.pass(HIDDEN_AFTER);
  assert.deepEqual(told, [], "a short look elsewhere is none");
  attention.turned(true);
  clock.pass(HIDDEN_AFTER);
  assert.deepEqual(told, ["hidden"]);
  clock.pass(IDLE_AFTER - HIDDEN_AFTER);
  assert.deepEqual(told, ["hidden", "idle"]);
  attention.turned(false);
  assert.deepEqual(told, ["hidden", "idle", "active"]);
});

test("a page opened in the background is hidden", () => {
  const { clock, told } = watched({ hidden: true });
  clock.pass(HIDDEN_AFTER);
  assert.deepEqual(told, ["hidden"]);
});

test("many touches set no timers", () => {
  const { clock, attention } = watched();
  for (let touch = 0; touch < 1000; touch++) attention.touched();
  assert.equal(clock.waiting, 1);
});

test("a new line hears what is not as it would take it", () => {
  const { clock, told, attention } = watched();
  attention.connected();
  assert.deepEqual(told, []);
  clock.pass(IDLE_AFTER);
  attention.connected();
  assert.deepEqual(told, ["idle", "idle"]);
});

test("a member who is online may be away, and is not away once offline", () => {
  const presence = new Presence(ada, [ada, ben]);
  assert.equal(presence.nearnessOf(ben.id), "offline");
  presence.listed([{ ...ben, away: true }]);
  assert.equal(presence.nearnessOf(ben.id), "away");
  assert.equal(presence.nearnessOf(ada.id), "online");
  presence.changedTo([{ id: ben.id, online: true, away: false }]);
  assert.equal(presence.nearnessOf(ben.id), "online");
  presence.changedTo([{ id: ben.id, online: true, away: true }]);
  presence.changedTo([{ id: ben.id, online: false, away: false }]);
  assert.equal(presence.nearnessOf(ben.id), "offline");
  presence.came(ben);
  assert.equal(presence.nearnessOf(ben.id), "online");
});

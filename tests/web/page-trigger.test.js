import assert from "node:assert/strict";
import { test } from "node:test";
import { PageTrigger } from "../../src/Foyer.Server/wwwroot/models/page-trigger.js";

const at = (scrollTop) => ({ scrollTop, clientHeight: 500, scrollHeight: 3000 });

function placed(top) {
  const trigger = new PageTrigger();
  trigger.placed(top);
  return trigger;
}

test("movement towards a near end asks for a page once until the action has ended", () => {
  const trigger = placed(1000);
  assert.equal(trigger.scrolled(at(600)), null);
  assert.equal(trigger.scrolled(at(300)), "older");
  assert.equal(trigger.scrolled(at(0)), null);
  trigger.rested();
  assert.equal(trigger.scrolled(at(0)), null);
  assert.equal(trigger.pushed("older", at(0)), "older");
  assert.equal(trigger.pushed("older", at(0)), null);
});

test("what the log does to itself asks for nothing", () => {
  const trigger = placed(1000);
  trigger.placed(100);
  assert.equal(trigger.scrolled(at(100)), null);
  assert.equal(trigger.scrolled(at(100.4)), null);
  assert.equal(trigger.scrolled(at(200)), null);
});

test("each side is asked for by movement towards it", () => {
  assert.equal(placed(2000).scrolled(at(2400)), "newer");
  assert.equal(placed(2500).scrolled(at(2400)), null);
  assert.equal(placed(2500).pushed("newer", at(2400)), null);
  assert.equal(placed(2500).pushed("newer", at(2500)), "newer");
});

test("what is left of a key's movement does not count once its page is there", () => {
  const trigger = placed(1000);
  trigger.began("impulse");
  assert.equal(trigger.scrolled(at(300)), "older");
  trigger.placed(1300);
  assert.equal(trigger.isSpent(at(200)), true);
  trigger.began("impulse");
  assert.equal(trigger.isSpent(at(200)), false);
  assert.equal(trigger.scrolled(at(200)), "older");
});

test("a scroll bar that is held gets no second page before it rests", () => {
  const trigger = placed(1000);
  trigger.began("grip");
  assert.equal(trigger.scrolled(at(300)), "older");
  trigger.placed(1300);
  assert.equal(trigger.isSpent(at(200)), false);
  assert.equal(trigger.scrolled(at(200)), null);
  trigger.rested();
  assert.equal(trigger.scrolled(at(100)), "older");
});

test("movement without an input is an action of its own each time", () => {
  const trigger = placed(1000);
  assert.equal(trigger.scrolled(at(0)), "older");
  trigger.placed(900);
  assert.equal(trigger.scrolled(at(0)), "older");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { newMessagesLabel, ScrollRules } from "../../src/Foyer.Server/wwwroot/models/scroll-rules.js";

test("a reader within 100 pixels of the end follows, others get a count", () => {
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

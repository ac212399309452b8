import assert from "node:assert/strict";
import { test } from "node:test";
import { ReadRules } from "../../src/Foyer.Server/wwwroot/models/read-rules.js";
import { handClock } from "./fakes.js";

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

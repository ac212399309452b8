import assert from "node:assert/strict";
import { test } from "node:test";
import { TypingSender, typingText, TypingTracker } from "../../src/Foyer.Server/wwwroot/models/typing.js";

test("typing is told every three seconds, and at once after a message", () => {
  const teller = new TypingSender();
  assert.equal(teller.typed(0), true);
  assert.equal(teller.typed(2999), false);
  assert.equal(teller.typed(3000), true);
  teller.sent();
  assert.equal(teller.typed(3001), true);
});

test("another's typing is believed for five seconds", () => {
  const tracker = new TypingTracker();
  tracker.seen(2, 0);
  tracker.seen(3, 1000);
  assert.deepEqual(tracker.who(4999), [2, 3]);
  assert.deepEqual(tracker.who(5000), [3]);
  tracker.ended(3);
  assert.deepEqual(tracker.who(5001), []);
});

test("from three on they are several people", () => {
  assert.equal(typingText([]), "");
  assert.equal(typingText(["ben"]), "ben is typing…");
  assert.equal(typingText(["ben", "cleo"]), "ben and cleo are typing…");
  assert.equal(typingText(["ben", "cleo", "dora"]), "Several people are typing…");
});

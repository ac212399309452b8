import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOfComposerKey, lengthText } from "../../src/Foyer.Server/wwwroot/models/composer-rules.js";

const key = (name, more = {}) => ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
const action = (event, composer = {}) => actionOfComposerKey(event, { isEmpty: true, isAbout: false, isTouch: false, ...composer });

test("Enter sends, with Shift it begins a line", () => {
  assert.equal(action(key("Enter")), "send");
  assert.equal(action(key("Enter", { shiftKey: true })), null);
  assert.equal(action(key("Enter", { shiftKey: true, ctrlKey: true })), "send");
});

test("on a touch screen Enter begins a line, with Ctrl or Cmd it sends", () => {
  assert.equal(action(key("Enter"), { isTouch: true }), null);
  assert.equal(action(key("Enter", { ctrlKey: true }), { isTouch: true }), "send");
  assert.equal(action(key("Enter", { metaKey: true }), { isTouch: true }), "send");
});

test("the arrow up edits the last message only from an empty composer", () => {
  assert.equal(action(key("ArrowUp")), "edit-last");
  assert.equal(action(key("ArrowUp", { altKey: true })), null);
  assert.equal(action(key("ArrowUp"), { isEmpty: false }), null);
  assert.equal(action(key("ArrowUp"), { isAbout: true }), null);
});

test("Escape sets a reply or an edit aside first, then marks the room as read", () => {
  assert.equal(action(key("Escape"), { isAbout: true, isEmpty: false }), "set-aside");
  assert.equal(action(key("Escape")), "mark-read");
  assert.equal(action(key("Escape"), { isEmpty: false }), null);
  assert.equal(action(key("a")), null);
});

test("a length is shown from four fifths of the limit on, and then what is too much", () => {
  assert.equal(lengthText(79, 100), "");
  assert.equal(lengthText(80, 100), "80 of 100");
  assert.equal(lengthText(100, 100), "100 of 100");
  assert.equal(lengthText(101, 100), "1 over the limit of 100");
});

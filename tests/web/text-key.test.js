import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hasVisible, sameText, textKey } from "../../src/Foyer.Server/wwwroot/models/text-key.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/text.json", import.meta.url), "utf8"));

test("texts that read the same have the same key", () => {
  for (const [one, other] of vectors.same) assert.equal(textKey(one), textKey(other), JSON.stringify([one, other]));
});

test("half a character counts as the sign for what is no text", () => {
  assert.equal(textKey("a\ud800"), textKey("a\ufffd"));
});

test("texts that differ to a reader have different keys", () => {
  for (const [one, other] of vectors.different) assert.ok(!sameText(one, other), JSON.stringify([one, other]));
});

test("a key is its own key", () => {
  for (const text of vectors.same.flat()) assert.equal(textKey(textKey(text)), textKey(text));
});

test("text is visible when something of it can be seen", () => {
  for (const text of vectors.visible) assert.ok(hasVisible(text), JSON.stringify(text));
  for (const text of vectors.invisible) assert.ok(!hasVisible(text), JSON.stringify(text));
});

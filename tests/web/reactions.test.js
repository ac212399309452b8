import assert from "node:assert/strict";
import { test } from "node:test";
import { EMOJI, findEmoji, nameOf } from "../../src/Foyer.Server/wwwroot/models/emoji.js";
import { ReadRules } from "../../src/Foyer.Server/wwwroot/models/read-rules.js";
import { nameList } from "../../src/Foyer.Server/wwwroot/models/name-list.js";
import { handClock } from "./fakes.js";

test("every emoji is one sign with a name of its own", () => {
  assert.ok(EMOJI.length > 200);
  assert.equal(new Set(EMOJI.map(({ name }) => name)).size, EMOJI.length);
  assert.equal(new Set(EMOJI.map(({ sign }) => sign)).size, EMOJI.length);
  const signs = new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { sign, name } of EMOJI) assert.equal([...signs.segment(sign)].length, 1, name);
});

test("emoji are found by name before they are found by other words", () => {
  assert.equal(findEmoji("heart")[0].name, "heart");
  assert.deepEqual(
    findEmoji("thumbs").map(({ sign }) => sign),
    ["👍", "👎"],
  );
  assert.ok(findEmoji("cinema").some(({ sign }) => sign === "🎬"));
  assert.deepEqual(findEmoji("no such sign"), []);
  assert.equal(findEmoji("s", 3).length, 3);
});

test("an emoji is named with and without the mark for pictures", () => {
  assert.equal(nameOf("❤"), "heart");
  assert.equal(nameOf("❤️"), "heart");
  assert.equal(nameOf("🦖"), "🦖");
});

test("who reacted is said in words", () => {
  assert.equal(nameList(["ada"]), "ada");
  assert.equal(nameList(["ada", "ben", "cleo"]), "ada, ben and cleo");
  assert.equal(nameList(["ada"], 1), "ada and 1 other");
  assert.equal(nameList(["ada", "ben", "cleo"], 2, 2), "ada, ben and 3 others");
  assert.equal(nameList([], 2), "2 people");
});

test("what was marked unread stays unread while one looks at it, until one says otherwise", () => {
  const clock = handClock();
  const marked = [];
  const rules = new ReadRules(5, (id) => marked.push(id), clock);
  rules.tell({ visible: true, focused: true, atEnd: true, newest: 9 });
  rules.holdAt(6);
  rules.tell({ newest: 10 });
  clock.pass(5000);
  assert.deepEqual(marked, []);
  rules.markNow();
  assert.deepEqual(marked, [10]);
});

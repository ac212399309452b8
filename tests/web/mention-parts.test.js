import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "../../src/Foyer.Server/wwwroot/models/markup/blocks.js";
import { mentionParts } from "../../src/Foyer.Server/wwwroot/models/mention-parts.js";
import { texts } from "./markup-texts.js";

const { cases } = JSON.parse(readFileSync(new URL("../vectors/mentions.json", import.meta.url), "utf8"));
const noRoom = () => null;
const words = (text, roomAt) => mentionParts({ kind: "text", text, at: 0 }, [], roomAt).map(({ kind, text: shown }) => `${kind}:${shown}`);

for (const { text, mentions } of cases)
  test(`what the server calls a mention is marked: ${JSON.stringify(text)}`, () => {
    const given = mentions.map(({ from, length }, user) => ({ user, from, length }));
    const parts = [...texts(parse(text))].flatMap((run) => mentionParts(run, given, noRoom));
    const marked = parts.filter(({ kind }) => kind === "mention").map(({ user, text: shown }) => [user, shown]);
    assert.deepEqual(
      marked,
      given.map(({ user, from, length }) => [user, text.slice(from, from + length)]),
    );
  });

test("what the server does not call a mention is text", () => {
  assert.deepEqual(words("hi @ben", noRoom), ["text:hi @ben"]);
});

test("mentions that do not fit the text are left out", () => {
  const given = [
    { user: 1, from: 3, length: 4 },
    { user: 2, from: 5, length: 2 },
    { user: 3, from: 90, length: 4 },
  ];
  assert.deepEqual(
    mentionParts({ kind: "text", text: "hi @ben", at: 0 }, given, noRoom).map(({ text }) => text),
    ["hi ", "@ben"],
  );
});

test("a room is a sign and a word; numbers and other names only where they are known", () => {
  const known = (text) => ["board games", "42"].find((name) => text.toLowerCase().startsWith(name)) ?? null;
  assert.deepEqual(words("come to #cinema.", noRoom), ["text:come to ", "room:#cinema", "text:."]);
  assert.deepEqual(words("(#Board games, #42!)", known), ["text:(", "room:#Board games", "text:, ", "room:#42", "text:!)"]);
  assert.deepEqual(words("#board gamesters", known), ["room:#board", "text: gamesters"]);
  for (const none of ["#42", "# head", "a#b", "##x", "C#"]) assert.ok(!words(none, noRoom).some((each) => each.startsWith("room")), none);
});

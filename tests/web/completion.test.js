import assert from "node:assert/strict";
import { test } from "node:test";
import { complete, stillMeans, wordAt } from "../../src/Foyer.Server/wwwroot/models/completion.js";
import { Presence } from "../../src/Foyer.Server/wwwroot/models/presence.js";
import { Suggestions } from "../../src/Foyer.Server/wwwroot/models/suggestions.js";
import { ada, ben } from "./fakes.js";

const word = (text) => wordAt(text, text.length);
const shape = (text) => (word(text) === null ? null : [word(text).kind, word(text).asked]);

test("people, rooms and emoji are completed after their sign, at the cursor", () => {
  assert.deepEqual(shape("Thanks @be"), ["people", "be"]);
  assert.deepEqual(shape("@"), ["people", ""]);
  assert.deepEqual(shape("see #gar"), ["rooms", "gar"]);
  assert.deepEqual(shape("nice :hea"), ["emoji", "hea"]);
  assert.deepEqual(wordAt("hi @be you", 6), { kind: "people", asked: "be", from: 3, to: 6, bare: false, quotes: false });
});

test("addresses, times and short signs are left alone", () => {
  for (const text of ["mail ada@lin", "at 19:30", "a#b", ":d", "http://a", "or @ben "]) assert.equal(word(text), null, text);
});

test("a command is completed at the very beginning only, and two slashes are none", () => {
  assert.deepEqual(shape("/he"), ["commands", "he"]);
  assert.deepEqual(shape("/"), ["commands", ""]);
  assert.equal(word("//he"), null);
  assert.equal(word("a /he"), null);
  assert.equal(word("/topic new "), null);
});

test("a command's first argument is completed as what it names", () => {
  assert.deepEqual(shape("/kick be"), ["people", "be"]);
  assert.equal(word("/kick ben 5"), null);
  assert.deepEqual(shape('/pm "mary a'), ["people", "mary a"]);
  assert.deepEqual(shape("/join gar"), ["rooms", "gar"]);
});

test("what is chosen takes the word's place, with one space behind", () => {
  assert.deepEqual(complete("Thanks @be", word("Thanks @be"), "@ben"), { text: "Thanks @ben ", caret: 12 });
  assert.deepEqual(complete("hi @be you", wordAt("hi @be you", 6), "@ben"), { text: "hi @ben you", caret: 8 });
});

const cleo = { id: 3, username: "cleo", avatar: null };
const cora = { id: 4, username: "cora", avatar: null };

/** A server that answers by path. */
function source(answers = {}) {
  const asked = [];
  const api = async (_, path) => (
    asked.push(path),
    path in answers ? { status: 200, body: { results: answers[path] } } : { status: 500, body: null }
  );
  const presence = new Presence(ada, [ada, ben, cleo]);
  presence.listed([cleo]);
  return { suggestions: new Suggestions({ presence, me: ada }, api), asked };
}

test("those who are here come first, then members, then others who are not in this room", async () => {
  const { suggestions } = source({ "/api/users?search=co": [cora, cleo] });
  const all = await suggestions.of(word("@"));
  assert.deepEqual(
    all.map(({ value }) => value),
    ["@cleo", "@ben", "@all", "@here"],
  );
  assert.deepEqual(
    (await suggestions.of(word("@co"))).map(({ value, note }) => [value, note]),
    [["@cora", "not in this room"]],
  );
});

test("a command gets a name as it takes it", async () => {
  const { suggestions } = source({});
  assert.deepEqual(
    (await suggestions.of(word("/pm b"))).map(({ value }) => value),
    ['"ben"'],
  );
  assert.deepEqual(
    (await suggestions.of(word("/kick b"))).map(({ value }) => value),
    ["ben"],
  );
});

test("commands are those the server lists, asked for once", async () => {
  const { suggestions, asked } = source({
    "/api/commands": [
      { name: "help", usage: "/help", meaning: "Lists." },
      { name: "who", usage: "/who", meaning: "Who." },
    ],
  });
  assert.deepEqual(
    (await suggestions.of(word("/h"))).map(({ value, note }) => [value, note]),
    [["/help", "Lists."]],
  );
  assert.equal((await suggestions.of(word("/"))).length, 2);
  assert.deepEqual(asked, ["/api/commands"]);
});

test("what could not be asked suggests nothing and is asked again", async () => {
  const { suggestions, asked } = source({});
  assert.deepEqual(await suggestions.of(word("/h")), []);
  assert.deepEqual(await suggestions.of(word("/h")), []);
  assert.equal(asked.length, 2);
});

test("rooms of mine come before open ones, then events as links", async () => {
  const { suggestions } = source({
    "/api/chats?limit=200": [
      { id: 1, name: "garden", kind: "private", topic: null },
      { id: 2, name: "kitchen", kind: "public", topic: null },
      { id: 9, name: "", kind: "direct" },
    ],
    "/api/chats?public=true&search=gar": [{ id: 3, name: "garage", kind: "public", topic: "Bikes" }],
    "/api/events?search=gar": [{ id: "e1", title: "Garden day", date: "2026-05-01" }],
  });
  assert.deepEqual(
    (await suggestions.of(word("#gar"))).map(({ value }) => value),
    ["#garden", "#garage", "/events/e1"],
  );
});

test("a suggestion is taken only while it goes with what is typed now", () => {
  const greenhouse = { value: "#greenhouse", name: "greenhouse" };
  const shown = word("see #g");
  assert.ok(stillMeans(greenhouse, shown, word("see #gree")));
  assert.ok(!stillMeans(greenhouse, shown, word("see #gray")));
  assert.ok(!stillMeans(greenhouse, shown, word("see #g and #g")));
  assert.ok(!stillMeans(greenhouse, shown, word("see @g")));
  assert.ok(stillMeans({ value: "😀", name: ":grinning:" }, word("so :happy"), word("so :happy")), "found by another word");
});

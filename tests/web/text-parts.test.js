import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, inlineOf, plainOf } from "../../src/Foyer.Server/wwwroot/models/text-parts.js";

const kinds = (text) => inlineOf(text).map(({ kind, text: words }) => (words === undefined ? kind : `${kind}:${words}`));

test("plain words stay plain, whatever they look like", () => {
  assert.deepEqual(kinds("<b>1 < 2 & 3 * 4 * 5</b> snake_case_name"), ["text:<b>1 < 2 & 3 * 4 * 5</b> snake_case_name"]);
});

test("emphasis, code and strokes are seen", () => {
  assert.deepEqual(kinds("a **b** *c* `d * e` ~~f~~"), ["text:a ", "strong", "text: ", "em", "text: ", "code:d * e", "text: ", "s"]);
});

test("links are http, https or mailto and leave the sentence its punctuation", () => {
  assert.deepEqual(kinds("see https://linden.example/a_(b)?c=1."), ["text:see ", "link:https://linden.example/a_(b)?c=1", "text:."]);
  assert.deepEqual(kinds("(http://a.example)"), ["text:(", "link:http://a.example", "text:)"]);
  assert.deepEqual(kinds("javascript:alert(1) data:text/html,x"), ["text:javascript:alert(1) data:text/html,x"]);
});

test("mentions begin after a space, not inside an address", () => {
  assert.deepEqual(kinds("hi @ben.k, mail ada@linden.example"), ["text:hi ", "mention:@ben.k", "text:, mail ada@linden.example"]);
});

test("a name of several words is one mention where somebody has it, the longest first", () => {
  const known = { isPerson: (name) => ["ben k", "ben k. senior"].includes(name.toLowerCase()), roomAt: () => null };
  const words = (text) => inlineOf(text, known).map(({ kind, text: shown }) => `${kind}:${shown}`);
  assert.deepEqual(words("@Ben K. Senior, hello"), ["mention:@Ben K. Senior", "text:, hello"]);
  assert.deepEqual(words("@ben k. So be it"), ["mention:@ben k", "text:. So be it"]);
  assert.deepEqual(words("@ben kept it"), ["mention:@ben", "text: kept it"]);
  assert.deepEqual(inlineOf("**@ben k**", known)[0].parts, [{ kind: "mention", text: "@ben k", name: "ben k" }]);
});

test("a room is a sign and a word; numbers and other names only where they are known", () => {
  const known = { isPerson: () => false, roomAt: (text) => ["board games", "42"].find((name) => text.toLowerCase().startsWith(name)) ?? null };
  const words = (text, given) => inlineOf(text, given).map(({ kind, text: shown }) => `${kind}:${shown}`);
  assert.deepEqual(words("come to #cinema."), ["text:come to ", "room:#cinema", "text:."]);
  assert.deepEqual(words("(#Board games, #42!)", known), ["text:(", "room:#Board games", "text:, ", "room:#42", "text:!)"]);
  assert.deepEqual(words("#board gamesters", known), ["room:#board", "text: gamesters"]);
  for (const none of ["#42", "# head", "a#b", "##x", "C#", "https://a.example/#part"]) assert.ok(!kinds(none).some((each) => each.startsWith("room")), none);
});

test("fences, quotes and paragraphs are blocks", () => {
  const blocks = blocksOf("one\ntwo\n\n> said\n> so\nthree\n```js\n**x**\n```\nend");
  assert.deepEqual(blocks.map(({ kind }) => kind), ["p", "quote", "p", "pre", "p"]);
  assert.equal(blocks[0].lines.length, 2);
  assert.equal(blocks[3].text, "**x**");
});

test("lists keep their items and their numbers", () => {
  const blocks = blocksOf("Bring:\n- soup\n* bread\n3. then\n4) that\n-no item");
  assert.deepEqual(blocks.map(({ kind, start, lines }) => [kind, start, lines.length]), [["p", undefined, 1], ["ul", 1, 2], ["ol", 3, 2], ["p", undefined, 1]]);
  assert.deepEqual(blocks[1].lines[0], [{ kind: "text", text: "soup" }]);
});

test("a link may have a name, but leads only where links may lead", () => {
  assert.deepEqual(inlineOf("[the plan](https://a.example/b_(c))!"), [{ kind: "link", text: "the plan", href: "https://a.example/b_(c)" }, { kind: "text", text: "!" }]);
  assert.deepEqual(kinds("[x](javascript:alert(1)) [y](/local)"), ["text:[x](javascript:alert(1)) [y](/local)"]);
});

test("a quote shows the words alone", () => {
  assert.equal(plainOf("**Doors** at *seven*, see [the plan](https://a.example)\n- `soup`\n> said"), "Doors at seven, see the plan soup said");
  assert.equal(plainOf(""), "");
});

test("an open fence is only text", () => {
  assert.deepEqual(blocksOf("```\nabc").map(({ kind }) => kind), ["p"]);
});

test("no text makes the browser work for long", () => {
  for (const piece of ["**a ", "*a ", "`a", "~~b ", "@a ", "https://a ", "**a @b ", "> ", "(((", "- a ", "1. ", "[a](", "[a](https://b", "[[[", "#a ", "#", "@a b "]) {
    const text = piece.repeat(Math.ceil(4000 / piece.length));
    const shown = blocksOf(text).flatMap((block) => (block.kind === "pre" ? [] : block.lines));
    assert.ok(shown.length > 0);
  }
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "../../src/Foyer.Server/wwwroot/models/markup/blocks.js";
import { plainText } from "../../src/Foyer.Server/wwwroot/models/markup/plain.js";
import { texts } from "./markup-texts.js";

const cases = JSON.parse(readFileSync(new URL("../vectors/message-text.json", import.meta.url), "utf8"));

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const inline = (parts) => parts.map((part) => inlineOf[part.kind]?.(part) ?? `<${part.kind}>${inline(part.parts)}</${part.kind}>`).join("");
const inlineOf = {
  text: ({ text }) => escaped(text),
  break: () => "<br>",
  code: ({ text }) => `<code>${escaped(text)}</code>`,
  link: ({ href, parts }) => `<a ${escaped(href)}>${inline(parts)}</a>`,
};
const html = (blocks) => blocks.map((block) => blockOf[block.kind](block)).join("");
const list = (tag, { items }) => `${items.map((item) => `<li>${html(item)}</li>`).join("")}</${tag}>`;
const blockOf = {
  p: ({ parts }) => `<p>${inline(parts)}</p>`,
  pre: ({ text }) => `<pre>${escaped(text)}</pre>`,
  quote: ({ blocks }) => `<blockquote>${html(blocks)}</blockquote>`,
  ul: (block) => `<ul>${list("ul", block)}`,
  ol: (block) => `<ol start=${block.start}>${list("ol", block)}`,
};

for (const { kind, text, html: expected, plain } of cases)
  test(`${kind}: ${JSON.stringify(text)}`, () => {
    const blocks = parse(text);
    assert.equal(html(blocks), expected);
    assert.equal(plainText(text), plain);
    for (const { text: words, at } of texts(blocks)) assert.equal(text.slice(at, at + words.length), words);
  });

test("marks inside each other do not end the stack", () => {
  const text = `${"*x ".repeat(10_000)}a${" x*".repeat(10_000)}`;
  assert.ok(!plainText(text).includes("*"));
});

test("no text takes long", () => {
  const pieces = [
    "*",
    "_",
    "~",
    "`",
    "[",
    "]",
    ">",
    "> ",
    "- ",
    "1. ",
    "\t",
    "(",
    "<",
    "\\",
    "@",
    "**a ",
    "*a ",
    "a* ",
    "a** ",
    "*a_ ",
    "_a *b",
    "*_",
    "`a",
    "``a`",
    "~~b ",
    "@a ",
    "https://a ",
    "https://a/((",
    "www.a.b",
    "[a](",
    "[a](https://b",
    "[](",
    "[a](https://b (",
    "![[",
    "<https:",
    "a@b.c ",
    "a@b",
    "- a\n",
    "-\n",
    "  - a\n",
    "> a\n",
    "```\n",
    "`".repeat(3),
    "*a **b ",
    "*a *b* ",
    "_a_ *",
    "[*a](https://b.c)",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(4000 / piece.length)).slice(0, 4000);
    const started = process.cpuUsage();
    parse(text);
    parse(text.slice(0, 2000) + [...text.slice(0, 2000)].reverse().join(""));
    const { user } = process.cpuUsage(started);
    assert.ok(user < 250_000, `${piece}: ${user} µs`);
  }
});

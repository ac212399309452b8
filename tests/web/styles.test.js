import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const server = new URL("../../src/Foyer.Server/", import.meta.url);
const LAYERS = ["reset", "tokens", "base", "layout", "components", "utilities"];
const sheets = readdirSync(new URL("wwwroot/css/", server)).map((name) => {
  const text = readFileSync(new URL(`wwwroot/css/${name}`, server), "utf8");
  // prettier indents everything that is inside of something.
  const outer = text.replace(/\/\*.*?\*\//gs, "").match(/^[^\s}].*/gm) ?? [];
  return { name, text, outer };
});

test("tokens.css declares the order of the layers before any other style", () => {
  const [first] = sheets.filter(({ name }) => name === "tokens.css");
  assert.ok(first.text.startsWith(`@layer ${LAYERS.join(", ")};\n`));
});

for (const { name, outer } of sheets)
  test(`every rule of ${name} is in a layer`, () => {
    assert.ok(outer.length > 0);
    for (const line of outer) assert.match(line, /^@layer /);
  });

test("the pages link every style sheet once, the tokens first and the utilities last", () => {
  const page = readFileSync(new URL("Web/Pages/Shared/_Styles.cshtml", server), "utf8");
  const linked = [...page.matchAll(/~\/css\/([\w-]+\.css)/g)].map(([, name]) => name);
  assert.deepEqual([...linked].sort(), sheets.map(({ name }) => name).sort());
  assert.deepEqual([linked[0], linked.at(-1)], ["tokens.css", "utilities.css"]);
});

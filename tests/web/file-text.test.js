import assert from "node:assert/strict";
import { test } from "node:test";
import { kindText, shownSize, sizeText } from "../../src/Foyer.Server/wwwroot/models/file-text.js";
import { vectors } from "./fakes.js";

const { sizes, kinds, pictures } = vectors("files.json");

test("a size reads the same as on the server", () => {
  assert.ok(sizes.length > 10);
  for (const [bytes, text] of sizes) assert.equal(sizeText(bytes), text);
});

test("a kind reads the same as on the server", () => {
  assert.ok(kinds.length > 5);
  for (const [name, kind] of kinds) assert.equal(kindText(name), kind, name);
});

test("a picture takes the same place as on the server", () => {
  assert.ok(pictures.length > 5);
  for (const [[width, height], shown] of pictures)
    assert.deepEqual(shownSize({ width, height }), shown && { width: shown[0], height: shown[1] }, `${width} × ${height}`);
});

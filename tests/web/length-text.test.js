import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthText } from "../../src/Foyer.Server/wwwroot/models/length-text.js";

test("a length is shown from four fifths of the limit on, and then what is too much", () => {
  assert.equal(lengthText(79, 100), "");
  assert.equal(lengthText(80, 100), "80 of 100");
  assert.equal(lengthText(100, 100), "100 of 100");
  assert.equal(lengthText(101, 100), "1 over the limit of 100");
});

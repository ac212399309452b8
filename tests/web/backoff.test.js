import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../../src/Foyer.Server/wwwroot/models/backoff.js";

test("pauses vary by a quarter around their step", () => {
  assert.equal(new Backoff(() => 0).next(), 750);
  assert.equal(new Backoff(() => 1).next(), 1250);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { avatarHue, initials } from "../../src/Foyer.Server/wwwroot/models/avatar.js";
import { vectors } from "./fakes.js";

for (const { name, hue, initials: letters } of vectors("avatars.json"))
  test(`the avatar of ${JSON.stringify(name)} is the same as on the server`, () => {
    assert.deepEqual([avatarHue(name), initials(name)], [hue, letters]);
  });

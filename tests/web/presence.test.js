import assert from "node:assert/strict";
import { test } from "node:test";
import { Presence } from "../../src/Foyer.Server/wwwroot/models/presence.js";
import { ada, ben } from "./fakes.js";

test("members here come first, each list by name", () => {
  const cleo = { id: 3, username: "cleo", avatar: null };
  const presence = new Presence(ada, [ben, cleo, ada]);
  presence.listed([cleo]);
  assert.deepEqual(
    presence.lists().here.map(({ username }) => username),
    ["ada", "cleo"],
  );
  presence.came(ben);
  presence.changedTo([{ id: cleo.id, online: false, away: false }]);
  assert.deepEqual(
    presence.lists().here.map(({ username }) => username),
    ["ada", "ben"],
  );
  assert.deepEqual(
    presence.lists().elsewhere.map(({ username }) => username),
    ["cleo"],
  );
});

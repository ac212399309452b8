import assert from "node:assert/strict";
import { test } from "node:test";
import { Badge } from "../../src/Foyer.Server/wwwroot/models/badge.js";

test("the title counts what is unread here and what is urgent elsewhere", () => {
  const badge = new Badge(7);
  assert.equal(badge.titled("#lobby"), "#lobby");
  badge.set(7, { unread: 3, urgent: 0 });
  badge.set(8, { unread: 40, urgent: 2 });
  assert.equal(badge.titled("#lobby"), "(5) #lobby");
  badge.forget(8);
  assert.equal(badge.titled("#lobby"), "(3) #lobby");
});

test("the sign is a dot for what can wait and a number for what is urgent", () => {
  const badge = new Badge(null);
  assert.equal(badge.sign, "");
  badge.set(8, { unread: 40, urgent: 0 });
  assert.equal(badge.sign, "•");
  badge.set(9, { unread: 4, urgent: 4 });
  assert.equal(badge.sign, "4");
  badge.set(8, { unread: 40, urgent: 6 });
  assert.equal(badge.sign, "9+");
  for (const chat of [8, 9]) badge.set(chat, { unread: 0, urgent: 0 });
  assert.equal(badge.sign, "");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../../src/Foyer.Server/wwwroot/models/timeline.js";
import { message, vectors } from "./fakes.js";

// The server groups by days in UTC.
process.env.TZ = "UTC";

/** What clients get of the stored kinds. */
const shownKind = (kind) => (kind === "joined" ? "system" : kind);

for (const { about, first_unread, messages, rows } of vectors("message-groups.json"))
  test(`rows are the same as on the server: ${about}`, () => {
    const timeline = new Timeline({ id: 9, username: "reader" });
    timeline.newFrom = first_unread;
    for (const { kind, reply_to, ...each } of messages)
      timeline.apply(message(each.id, { ...each, kind: shownKind(kind), reply_to: reply_to && { id: reply_to, text: "" } }));
    const shown = timeline.rows().map((row) => (row.kind === "message" ? (row.first ? "first" : "next") : row.kind));
    assert.deepEqual(shown, rows);
  });

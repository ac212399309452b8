import assert from "node:assert/strict";
import { test } from "node:test";
import { requestOf } from "../../src/Foyer.Server/wwwroot/models/stream-transport.js";

test("what goes by socket has its request where there is none", () => {
  assert.deepEqual(requestOf({ event_type: "chat_message", chat: 7, text: "a", client_id: "c" }), [
    "POST",
    "/api/chats/7/messages",
    { text: "a", client_id: "c" },
  ]);
  assert.deepEqual(requestOf({ event_type: "chat_message", chat: 7, id: 4, text: "b" })?.slice(0, 2), ["PATCH", "/api/messages/4"]);
  assert.deepEqual(requestOf({ event_type: "delete_message", id: 4 }), ["DELETE", "/api/messages/4"]);
  assert.equal(requestOf({ event_type: "ping" }), null);
});

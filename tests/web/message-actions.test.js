import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageActions } from "../../src/Foyer.Server/wwwroot/models/message-actions.js";
import { fakeApi } from "./fakes.js";

function actions(answers) {
  const { api, requests } = fakeApi(answers);
  const changed = [];
  const refused = [];
  const made = new MessageActions(7, api, { changed: (message) => changed.push(message), refused: (words) => refused.push(words) });
  return { actions: made, requests, changed, refused };
}

test("each action is one request", async () => {
  const { actions: act, requests } = actions();
  await act.edit(4, "better");
  await act.remove(4);
  await act.react(4, "👍", true);
  await act.react(4, "👍", false);
  await act.pin(4, true);
  await act.pin(4, false);
  await act.report(4, "spam");
  await act.markUnread(4);
  await act.pins();
  await act.unread();
  assert.deepEqual(requests, [
    ["PATCH", "/api/messages/4", { text: "better" }],
    ["DELETE", "/api/messages/4"],
    ["PUT", "/api/messages/4/reactions/%F0%9F%91%8D"],
    ["DELETE", "/api/messages/4/reactions/%F0%9F%91%8D"],
    ["PUT", "/api/messages/4/pin"],
    ["DELETE", "/api/messages/4/pin"],
    ["POST", "/api/messages/4/report", { reason: "spam" }],
    ["PUT", "/api/chats/7/read", { message: 4, unread: true }],
    ["GET", "/api/chats/7/pins"],
    ["GET", "/api/chats/7"],
  ]);
});

test("the changed message is passed on, and an answer without one is not", async () => {
  const stored = { id: 4, version: 9, text: "better" };
  const { actions: act, changed } = actions({
    "PATCH /api/messages/4": { status: 200, body: stored },
    "DELETE /api/messages/4": { status: 204, body: null },
  });
  assert.equal(await act.edit(4, "better"), true);
  assert.equal(await act.remove(4), true);
  assert.deepEqual(changed, [stored]);
});

test("a refusal is passed on in the words of the server", async () => {
  const {
    actions: act,
    changed,
    refused,
  } = actions({ "PATCH /api/messages/4": { status: 403, body: { errors: [{ detail: "Only its author may edit it." }] } } });
  assert.equal(await act.edit(4, "mine"), false);
  assert.deepEqual([changed, refused], [[], ["Only its author may edit it."]]);
});

test("without a connection nothing changes, and that is said", async () => {
  const { actions: act, refused } = actions({ "PUT /api/messages/4/pin": "unreachable", "GET /api/chats/7/pins": "unreachable" });
  assert.equal(await act.pin(4, true), false);
  assert.equal(await act.pins(), null);
  assert.deepEqual(refused, Array(2).fill("No connection. Nothing was changed."));
});

test("a count that could not be asked for is no count, and no refusal", async () => {
  const { actions: act, refused } = actions({ "GET /api/chats/7": "unreachable" });
  assert.equal(await act.unread(), null);
  assert.deepEqual(refused, []);
});

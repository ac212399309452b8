import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGE } from "../../src/Foyer.Server/wwwroot/models/scroll-rules.js";
import { ben, fakeApi, message, openRoom, settle } from "./fakes.js";

const cleo = { id: 3, username: "cleo", avatar: null };
const names = (room) => [...room.presence.lists().here, ...room.presence.lists().elsewhere].map(({ username }) => username);

test("what concerns another room changes nothing", () => {
  const { events, hear } = openRoom();
  hear({ event_type: "chat_message", message: message(4, { chat: 8 }) });
  hear({ event_type: "typing_indicator", chatId: 8, userId: ben.id });
  hear({ event_type: "chat_updated", chat: 8, name: "cellar" });
  assert.deepEqual(events, []);
});

test("a message is shown, and its author types no more", () => {
  const { room, hear, last } = openRoom();
  hear({ event_type: "typing_indicator", chatId: 7, userId: ben.id });
  assert.deepEqual(room.typing.who(room.now), [ben.id]);
  hear({ event_type: "chat_message", message: message(4) });
  assert.deepEqual(room.typing.who(room.now), []);
  assert.deepEqual(
    last("rows").arrived.map(({ id }) => id),
    [4],
  );
  assert.equal(room.unread.count, 1);
});

test("an edit does not arrive as a new message", () => {
  const { hear, last } = openRoom({ messages: [message(4, { version: 2 })] });
  hear({ event_type: "chat_message", message: message(4, { version: 3, text: "better" }) });
  assert.deepEqual(last("rows").arrived, []);
});

test("a deleted message outside the window has the unread counted again", async () => {
  const { api, requests } = fakeApi({ "GET /api/chats/7": { status: 200, body: { unread: 3 } } });
  const { room, hear, clock } = openRoom({ api, older: true, messages: [message(50)], read_to: 1, unread: 4 });
  hear({ event_type: "chat_message", message: message(20, { is_deleted: true, text: "" }) });
  clock.pass(1000);
  await settle();
  assert.deepEqual([requests.length, room.unread.count], [1, 3]);
});

test("people come, go, join and leave", () => {
  const { room, hear } = openRoom();
  const status = (id, what) => message(id, { kind: "system", user: cleo.id, user_name: "cleo", text: `cleo has ${what} the chat` });
  hear({ event_type: "online_user_list", chat: 7, user_list: [ben], version: 1 });
  assert.equal(room.presence.nearnessOf(ben.id), "online");
  hear({ event_type: "presence", users: [{ id: ben.id, online: true, away: true }] });
  assert.equal(room.presence.nearnessOf(ben.id), "away");
  hear({ event_type: "chat_message", message: status(4, "joined") });
  assert.deepEqual(names(room).sort(), ["ada", "ben", "cleo"]);
  hear({ event_type: "connected_user", chat: 7, user: cleo });
  assert.equal(room.presence.nearnessOf(cleo.id), "online");
  hear({ event_type: "chat_message", message: status(5, "left") });
  assert.deepEqual(names(room).sort(), ["ada", "ben"]);
});

test("a user who leaves the room is no longer typing but may be online elsewhere", () => {
  const { room, hear } = openRoom();
  hear({ event_type: "connected_user", chat: 7, user: ben });
  hear({ event_type: "typing_indicator", chatId: 7, userId: ben.id });
  hear({ event_type: "disconnected_user", chat: 7, user: ben });
  assert.deepEqual([room.typing.who(room.now), room.presence.nearnessOf(ben.id)], [[], "online"]);
});

test("a new name is shown in the list and at the messages", () => {
  const { room, hear } = openRoom({ messages: [message(4)] });
  hear({ event_type: "user_changed", user: { ...ben, username: "benjamin", avatar: "/b.webp" } });
  assert.equal(room.nameOf(ben.id), "benjamin");
  assert.deepEqual([room.timeline.find(4)?.user_name, room.timeline.find(4)?.user_avatar], ["benjamin", "/b.webp"]);
});

test("the room takes a new name and role, and says what happened", () => {
  const { room, hear, last } = openRoom();
  hear({ event_type: "chat_updated", chat: 7, name: "pantry", version: 99, unknown: 1 });
  assert.deepEqual([room.about.name, room.about.version, "unknown" in room.about], ["pantry", 1, false]);
  assert.deepEqual(last("about"), { deleted: false, left: false });
  hear({ event_type: "chat_updated", chat: 7, role: null, left: true });
  assert.deepEqual([room.mayWrite, last("about")], [false, { deleted: false, left: true }]);
});

test("the marker follows the other tabs", () => {
  const { room, hear, last } = openRoom({ messages: [message(4), message(5)] });
  assert.equal(room.unread.count, 2);
  hear({ event_type: "read", chat: 7, message: 4, unread: 1 });
  assert.deepEqual([room.unread.count, last("read")], [1, 4]);
});

test("an error of no message of mine is shown, one of a message stays with it", async () => {
  const { room, hear, sent, last } = openRoom();
  hear({ event_type: "error", errors: [{ detail: "You are too fast." }] });
  assert.equal(last("notice"), "You are too fast.");
  await room.sender.send("hello");
  hear({ event_type: "error", client_id: sent.at(-1).client_id, errors: [{ code: "too_long", detail: "Too long." }] });
  assert.equal(last("notice"), "You are too fast.");
  const [row] = room.rows().filter(({ kind }) => kind === "message");
  assert.deepEqual([row.state, row.reason], ["failed", "Too long."]);
});

test("a command is answered in its place and is no message", async () => {
  const { room, hear, sent, last } = openRoom();
  await room.sender.send("/who");
  hear({ event_type: "command_result", client_id: sent.at(-1).client_id, command: "who", text: "ada, ben" });
  assert.deepEqual(
    room.rows().map(({ kind }) => kind),
    ["answer"],
  );
  assert.deepEqual(last("answer"), { command: "who", text: "ada, ben", chat: null, page: null });
  hear({ event_type: "command_result", client_id: "of another page", command: "who", text: "" });
  assert.equal(room.rows().length, 1);
});

test("after a reconnection the members are fetched again, and those blocked are folded", async () => {
  const { api, requests } = fakeApi({
    "GET /api/chats/7/members?limit=200": {
      status: 200,
      body: { results: [{ ...ben, online: true }], next: "/api/chats/7/members?limit=200&after=2" },
    },
    "GET /api/chats/7/members?limit=200&after=2": { status: 200, body: { results: [cleo], next: null } },
  });
  const { room, hear } = openRoom({ api, messages: [message(4)] });
  hear({ event_type: "ready" });
  await settle();
  assert.deepEqual(requests, []);
  hear({ event_type: "ready", blocked: [ben.id] });
  await settle();
  assert.equal(requests.length, 2);
  assert.deepEqual(names(room), ["ben", "cleo"]);
  assert.deepEqual(
    room.rows().map(({ kind }) => kind),
    ["day", "hidden"],
  );
});

test("members that could not be fetched leave the list as it is", async () => {
  const { api } = fakeApi({ "GET /api/chats/7/members?limit=200": "unreachable" });
  const { room } = openRoom({ api });
  await room.refreshMembers();
  assert.deepEqual(names(room).sort(), ["ada", "ben"]);
});

test("too much missed is fetched until it comes, with growing pauses", async () => {
  const latest = `GET /api/chats/7/messages?limit=${PAGE}`;
  const answers = { [latest]: "unreachable" };
  const { api, requests } = fakeApi(answers);
  const { room, hear, clock } = openRoom({ api, messages: [message(4)] });
  hear({ event_type: "resync", chat: 7, version: 90 });
  await settle();
  for (const pause of [1000, 2000]) {
    clock.pass(pause - 1);
    await settle();
    const before = requests.length;
    clock.pass(1);
    await settle();
    assert.equal(requests.length, before + 1);
  }
  answers[latest] = {
    status: 200,
    body: { results: [message(80), message(81)], next: null, previous: null },
  };
  clock.pass(4000);
  await settle();
  assert.deepEqual(
    [...room.timeline.messages()].map(({ id }) => id),
    [80, 81],
  );
});

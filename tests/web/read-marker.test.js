import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeApi, message, openRoom, settle } from "./fakes.js";

const count = (unread) => fakeApi({ "GET /api/chats/7": { status: 200, body: { unread } } });

test("the marker is sent, and again after a connection was lost", () => {
  const { room, sent, connection, become } = openRoom();
  room.marker.moveTo(4);
  assert.deepEqual(sent, [{ event_type: "read", chat: 7, message: 4 }]);
  connection.accepts = false;
  room.marker.moveTo(5);
  connection.accepts = true;
  become("open");
  become("open");
  assert.deepEqual(sent.slice(1), [{ event_type: "read", chat: 7, message: 5 }]);
  assert.equal(room.unread.marked, 5);
});

test("unread from here puts the New line before the message and asks the server to count", async () => {
  const { api, requests } = fakeApi();
  const { room } = openRoom({ api, messages: [message(1), message(2), message(3)], read_to: 3 });
  room.marker.moveBefore(2);
  await settle();
  assert.deepEqual(
    room.rows().map(({ kind }) => kind),
    ["day", "message", "new", "message", "message"],
  );
  assert.equal(room.unread.count, 2);
  assert.deepEqual(requests, [["PUT", "/api/chats/7/read", { message: 2, unread: true }]]);
});

test("many changes outside the window are counted once", async () => {
  const { api, requests } = count(12);
  const { room, clock } = openRoom({ api, older: true, messages: [message(50)], read_to: 1, unread: 20 });
  for (let change = 0; change < 3; change++) {
    room.marker.recount();
    clock.pass(999);
  }
  assert.deepEqual([requests.length, room.unread.count], [0, 20]);
  clock.pass(1);
  await settle();
  assert.deepEqual([requests.length, room.unread.count], [1, 12]);
});

test("a count that could not be fetched leaves the old one", async () => {
  const { room, clock } = openRoom({
    api: fakeApi({ "GET /api/chats/7": "unreachable" }).api,
    older: true,
    messages: [message(50)],
    read_to: 1,
    unread: 20,
  });
  room.marker.recount();
  clock.pass(1000);
  await settle();
  assert.equal(room.unread.count, 20);
});

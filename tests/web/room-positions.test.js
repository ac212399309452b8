import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomPositions } from "../../src/Foyer.Server/wwwroot/models/room-positions.js";

const list = (version, chat = 7) => ({ event_type: "online_user_list", chat, version });

test("a list makes a room live after its delivery, a resync before it", () => {
  const rooms = new RoomPositions();
  rooms.enter(7, 12);
  const during = [];
  const deliver = () => void during.push(rooms.isLive(7));
  assert.equal(rooms.follow(list(12), deliver), 7);
  rooms.lost();
  assert.equal(rooms.isLive(7), false);
  assert.equal(rooms.follow({ event_type: "resync", chat: 7, version: 90 }, deliver), 7);
  assert.deepEqual(during, [false, true]);
  assert.equal(rooms.rejoin(7), 90);
  assert.equal(rooms.isLive(7), false);
});

test("a list with a later version waits for the messages up to it", () => {
  const rooms = new RoomPositions();
  rooms.enter(7, 12);
  assert.equal(
    rooms.follow(list(14), () => {}),
    null,
  );
  assert.equal(rooms.place({ chat: 7, version: 13 }, false), null);
  assert.equal(rooms.place({ chat: 7, version: 14 }, false), "live");
  assert.equal(rooms.place({ chat: 7, version: 15 }, false), null);
  assert.equal(rooms.place({ chat: 7, version: 17 }, false), "hole");
});

test("rooms that were not entered are delivered and otherwise left alone", () => {
  const rooms = new RoomPositions();
  let delivered = 0;
  assert.equal(
    rooms.follow(list(3, 8), () => delivered++),
    null,
  );
  assert.equal(
    rooms.follow({ event_type: "pong" }, () => delivered++),
    null,
  );
  assert.equal(rooms.place({ chat: 8, version: 4 }, false), null);
  assert.deepEqual([delivered, rooms.size, rooms.rejoin(8)], [2, 0, undefined]);
});

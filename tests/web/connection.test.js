import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection } from "../../src/Foyer.Server/wwwroot/models/connection.js";
import { handClock, handTransport, message } from "./fakes.js";

function start({ probe, stream, user } = {}) {
  const clock = handClock();
  /** @type {any[]} */ const lines = [];
  const make = (kind) => () => (lines.push(Object.assign(handTransport(), { kind })), lines.at(-1));
  const connection = new Connection({ socket: make("socket"), stream: stream && make("stream"), probe, user, clock, random: () => 0.5 });
  const told = { frames: [], states: [], live: [] };
  connection.addEventListener("frame", ({ detail }) => {
    told.frames.push(detail);
    if (detail.event_type === "chat_message") connection.place(detail, false);
  });
  connection.addEventListener("state", ({ detail }) => told.states.push(detail));
  connection.addEventListener("live", ({ detail }) => told.live.push(detail));
  return { connection, clock, lines, told, line: () => lines.at(-1) };
}

const ready = { event_type: "ready", user: { id: 1 } };
const list = (version, chat = 7) => ({ event_type: "online_user_list", chat, version, user_list: [] });
const said = (version, id = version) => ({ event_type: "chat_message", message: message(id, { version }) });

test("after ready it enters its rooms with what the page has seen", () => {
  const { connection, line } = start();
  connection.enter(7, 12);
  connection.start();
  assert.equal(connection.state, "connecting");
  line().hear(ready);
  assert.equal(connection.state, "open");
  assert.deepEqual(line().sent, [{ event_type: "join_chat", chat: 7, after: 12 }]);
});

test("a room is live when nothing was missed, or when the last missed change arrived", () => {
  const { connection, line, told } = start();
  connection.enter(7, 12);
  connection.start();
  line().hear(ready);
  line().hear(list(15));
  assert.equal(connection.isLive(7), false);
  line().hear(said(13));
  assert.equal(connection.isLive(7), false);
  line().hear(said(15));
  assert.equal(connection.isLive(7), true);
  assert.deepEqual(told.live, [7]);
});

test("it comes back with growing pauses and asks for what came after the last change it saw", () => {
  const { connection, clock, lines, line } = start();
  connection.enter(7, 12);
  connection.start();
  line().hear(ready);
  line().hear(list(12));
  line().hear(said(13));
  line().end(1006);
  assert.equal(connection.state, "waiting");
  assert.equal(connection.dueAt - clock.now(), 1000);
  clock.pass(1000);
  for (const pause of [2000, 4000, 8000, 15_000, 30_000, 30_000]) {
    line().end(1006);
    assert.equal(connection.dueAt - clock.now(), pause);
    clock.pass(pause);
  }
  line().hear(ready);
  assert.deepEqual(line().sent, [{ event_type: "join_chat", chat: 7, after: 13 }]);
  line().end(1012);
  assert.equal(connection.dueAt - clock.now(), 1000);
  assert.equal(lines.length, 8);
});

for (const code of [1001, 1006, 1012, 4408, 4429])
  test(`it comes back after ${code}`, () => {
    const { connection, line } = start();
    connection.start();
    line().hear(ready);
    line().end(code);
    assert.equal(connection.state, "waiting");
  });

for (const [code, reason] of [
  [4401, "signed_out"],
  [4403, "kicked"],
  [4404, "banned"],
  [1002, "refused"],
  [1009, "refused"],
])
  test(`it stays away after ${code}`, () => {
    const { connection, line, clock } = start();
    connection.start();
    line().hear(ready);
    line().end(code);
    assert.equal(connection.state, "ended");
    assert.equal(connection.reason, reason);
    assert.equal(clock.waiting, 0);
  });

test("a refused handshake asks whether the session is over", async () => {
  const { connection, line, clock } = start({ probe: async () => "signed_out" });
  connection.start();
  line().end(1006);
  await new Promise(setImmediate);
  assert.equal(connection.state, "ended");
  assert.equal(connection.reason, "signed_out");
  assert.equal(clock.waiting, 0);
});

test("a line of another user, who signed in meanwhile, is not used", () => {
  for (const [user, state, sent] of [
    [1, "open", 1],
    [2, "ended", 0],
  ]) {
    const { connection, line, told } = start({ user });
    connection.enter(7, 12);
    connection.start();
    const used = line();
    used.hear(ready);
    assert.equal(connection.state, state);
    assert.equal(connection.reason, state === "ended" ? "signed_out" : "");
    assert.equal(used.sent.length, sent);
    assert.equal(told.frames.length, sent);
  }
});

test("an unreachable server is tried again", async () => {
  const { connection, line } = start({ probe: async () => "unreachable" });
  connection.start();
  line().end(1006);
  await new Promise(setImmediate);
  assert.equal(connection.state, "waiting");
});

test("where sockets never open it takes the stream, and where one did it does not", () => {
  const { connection, line, clock, lines } = start({ stream: true });
  connection.enter(7, 1);
  connection.start();
  line().end(1006);
  clock.pass(1000);
  line().end(1006);
  clock.pass(2000);
  assert.deepEqual(
    lines.map(({ kind }) => kind),
    ["socket", "socket", "stream"],
  );
  line().hear(list(1));
  assert.equal(connection.isLive(7), true);
  line().end(1006);
  clock.pass(1000);
  assert.equal(line().kind, "stream");
});

test("a stream that stays away gives the socket another chance", () => {
  const { connection, line, clock, lines } = start({ stream: true });
  connection.enter(7, 1);
  connection.start();
  for (const pause of [1000, 2000, 4000, 8000]) {
    line().end(1006);
    clock.pass(pause);
  }
  assert.deepEqual(
    lines.map(({ kind }) => kind),
    ["socket", "socket", "stream", "socket", "stream"],
  );
});

test("resync takes the server's version and is live at once", () => {
  const { connection, line, told } = start();
  connection.enter(7, 12);
  connection.start();
  line().hear(ready);
  line().hear(list(5000));
  line().hear({ event_type: "resync", chat: 7, version: 5000 });
  assert.deepEqual(told.live, [7]);
  line().hear(said(5001));
  line().end(1006);
  connection.retryNow();
  line().hear(ready);
  assert.deepEqual(line().sent, [{ event_type: "join_chat", chat: 7, after: 5001 }]);
});

test("a hole in the live order makes it ask again", () => {
  const { connection, line } = start();
  connection.enter(7, 12);
  connection.start();
  line().hear(ready);
  line().hear(list(12));
  line().hear(said(14));
  assert.deepEqual(line().sent.at(-1), { event_type: "join_chat", chat: 7, after: 12 });
});

test("a line that answers no ping is given up", () => {
  const { connection, line, clock, lines } = start();
  connection.start();
  line().hear(ready);
  clock.pass(30_000);
  assert.deepEqual(line().sent.at(-1), { event_type: "ping" });
  line().hear({ event_type: "pong" });
  clock.pass(29_000);
  assert.equal(connection.state, "open");
  clock.pass(6_000);
  assert.equal(connection.state, "waiting");
  assert.equal(lines[0].stopped, true);
});

test("nothing that an abandoned line still says is heard", () => {
  const { connection, lines, line, told } = start();
  connection.start();
  line().hear(ready);
  line().end(1006);
  connection.retryNow();
  const before = told.frames.length;
  lines[0].hear(said(3));
  lines[0].end(4401);
  assert.equal(told.frames.length, before);
  assert.equal(connection.state, "connecting");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { SocketTransport } from "../../src/Foyer.Server/wwwroot/models/socket-transport.js";

function transport() {
  /** @type {any[]} */ const sockets = [];
  class FakeSocket {
    readyState = 0;
    sent = [];
    closed = false;
    constructor(url) {
      this.url = url;
      sockets.push(this);
    }
    send(text) {
      this.sent.push(text);
    }
    close() {
      this.closed = true;
    }
  }
  const heard = [];
  const ears = { frame: (frame) => heard.push(frame), end: (code) => heard.push(code) };
  return { transport: new SocketTransport("/ws", /** @type {any} */ (FakeSocket)), sockets, ears, heard };
}

test("frames go out once the socket is open", () => {
  const { transport: made, sockets, ears } = transport();
  assert.equal(made.send({ event_type: "ping" }), false);
  made.start(ears);
  assert.equal(made.send({ event_type: "ping" }), false);
  sockets[0].readyState = 1;
  assert.equal(made.send({ event_type: "ping" }), true);
  assert.deepEqual([sockets[0].url, sockets[0].sent], ["/ws", ['{"event_type":"ping"}']]);
});

test("frames and the end are passed on", () => {
  const { transport: made, sockets, ears, heard } = transport();
  made.start(ears);
  sockets[0].readyState = 1;
  sockets[0].onmessage({ data: '{"event_type":"ready"}' });
  sockets[0].onclose({ code: 1012 });
  assert.deepEqual(heard, [{ event_type: "ready" }, 1012]);
  assert.equal(made.send({ event_type: "ping" }), false);
});

test("a stopped socket is closed and not heard any more", () => {
  const { transport: made, sockets, ears, heard } = transport();
  made.start(ears);
  made.stop();
  sockets[0].onmessage({ data: "{}" });
  sockets[0].onclose({ code: 1000 });
  assert.deepEqual([sockets[0].closed, heard], [true, []]);
});

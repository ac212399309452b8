import assert from "node:assert/strict";
import { test } from "node:test";
import { EventStreamParser } from "../../src/Foyer.Server/wwwroot/models/event-stream-parser.js";

test("a stream is read however it was cut", () => {
  const lines = new EventStreamParser();
  const events = ["event: rea", 'dy\r\ndata: {"a":1}\r\n', "\r\n: keep alive\n\nid: 1:2\ndata: x\ndata: y\n\n"].flatMap((piece) => [
    ...lines.read(piece),
  ]);
  assert.deepEqual(events, [
    { name: "ready", data: '{"a":1}' },
    { name: "", data: "x\ny" },
  ]);
});

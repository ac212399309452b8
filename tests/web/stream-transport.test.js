import assert from "node:assert/strict";
import { test } from "node:test";
import { requestOf, StreamTransport } from "../../src/Foyer.Server/wwwroot/models/stream-transport.js";
import { fakeApi, settle } from "./fakes.js";

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

/** A stream whose server the test plays. */
function stream(answers = {}, status = 200) {
  const { api, requests } = fakeApi(answers);
  /** @type {any} */ let pipe;
  const body = new ReadableStream({ start: (controller) => void (pipe = controller) });
  const asked = [];
  const signals = [];
  const fetcher = async (path, { headers, signal }) => (
    asked.push([path, headers.accept]),
    signals.push(signal),
    new Response(status === 200 ? body : null, { status })
  );
  const transport = new StreamTransport("/api/stream?chats=7&after=3", api, /** @type {any} */ (fetcher));
  const heard = [];
  const start = () => void transport.start({ frame: (frame) => heard.push(frame), end: (code) => heard.push(code) });
  const say = (text) => pipe.enqueue(new TextEncoder().encode(text));
  return { transport, requests, asked, signals, heard, start, say, end: () => pipe.close() };
}

test("events of the stream are heard until it ends", async () => {
  const { start, say, end, heard, asked } = stream();
  start();
  say('data: {"event_type":"ready"}\n\nda');
  say('ta: {"event_type":"pong"}\n\n');
  await settle();
  end();
  await settle();
  assert.deepEqual(asked, [["/api/stream?chats=7&after=3", "text/event-stream"]]);
  assert.deepEqual(heard, [{ event_type: "ready" }, { event_type: "pong" }, 1006]);
});

for (const [status, code] of [
  [401, 4401],
  [403, 4401],
  [503, 1006],
])
  test(`a stream refused with ${status} ends with ${code}`, async () => {
    const { start, heard } = stream({}, status);
    start();
    await settle();
    assert.deepEqual(heard, [code]);
  });

test("requests keep their order, and their answers are heard as frames", async () => {
  const { transport, requests, heard, start } = stream({
    "POST /api/chats/7/messages": { status: 201, body: { id: 4, version: 9, text: "a" } },
    "PATCH /api/messages/4": { status: 403, body: { errors: [{ detail: "No." }] } },
    "POST /api/chats/7/typing": { status: 200, body: { command: "who", text: "ada" } },
  });
  assert.equal(transport.send({ event_type: "ping" }), false);
  start();
  assert.equal(transport.send({ event_type: "chat_message", chat: 7, text: "a", client_id: "c" }), true);
  transport.send({ event_type: "chat_message", id: 4, text: "b", client_id: "d" });
  transport.send({ event_type: "typing_indicator", chat: 7, client_id: "e" });
  transport.send({ event_type: "ping" });
  await settle();
  assert.deepEqual(
    requests.map(([method, path]) => `${method} ${path}`),
    ["POST /api/chats/7/messages", "PATCH /api/messages/4", "POST /api/chats/7/typing"],
  );
  assert.deepEqual(heard, [
    { event_type: "chat_message", message: { id: 4, version: 9, text: "a" } },
    { event_type: "error", errors: [{ detail: "No." }], client_id: "d", id: 4 },
    { event_type: "command_result", command: "who", text: "ada", client_id: "e" },
  ]);
});

test("a request waits for the one before it", async () => {
  /** @type {any} */ let answer;
  const { transport, requests, start } = stream({ "POST /api/chats/7/messages": new Promise((go) => (answer = go)) });
  start();
  transport.send({ event_type: "chat_message", chat: 7, text: "a" });
  transport.send({ event_type: "typing_indicator", chat: 7 });
  await settle();
  assert.equal(requests.length, 1);
  answer({ status: 201, body: { version: 9 } });
  await settle();
  assert.equal(requests.length, 2);
});

test("a stopped stream is not heard any more and sends nothing", async () => {
  const { transport, start, say, heard, signals } = stream();
  start();
  transport.stop();
  say('data: {"event_type":"ready"}\n\n');
  await settle();
  assert.deepEqual([signals[0].aborted, heard, transport.send({ event_type: "ping" })], [true, [], false]);
});

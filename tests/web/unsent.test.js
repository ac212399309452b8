import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../src/Foyer.Server/wwwroot/models/drafts.js";
import { Room } from "../../src/Foyer.Server/wwwroot/models/room.js";
import { SafeStorage } from "../../src/Foyer.Server/wwwroot/models/safe-storage.js";
import { STALE_AFTER, UnsentStore } from "../../src/Foyer.Server/wwwroot/models/unsent-store.js";
import { ada, ben, browserStorage, handClock, message } from "./fakes.js";

const NOW = Date.parse("2026-03-09T12:00:00Z");
const ROOM = 7;
const letter = (id, more = {}) => ({
  client_id: id,
  chat: ROOM,
  text: id,
  timestamp: new Date(NOW - 1000).toISOString(),
  reply_to: null,
  attachments: [],
  ...more,
});

function browser() {
  const store = new SafeStorage(() => shared);
  const shared = browserStorage();
  const unsent = (tab, user = ada.id) => new UnsentStore(store, user, tab);
  const drafts = (tab, user = ada.id) => new Drafts(store, user, tab, () => NOW);
  const take = (tab, { user = ada.id, open = [], wants = () => true, first = true } = {}) =>
    unsent(tab, user)
      .takeOver({ open: open && new Set(open), drafts: drafts(tab, user), now: NOW, wants, first })
      .map(({ client_id }) => client_id);
  return { shared, unsent, drafts, take };
}

test("the next page of a tab goes on with what the last one could not send, in order", () => {
  const { unsent, take } = browser();
  unsent("a").put(letter("second", { timestamp: new Date(NOW - 10).toISOString() }));
  unsent("a").put(letter("first", { timestamp: new Date(NOW - 20).toISOString() }));
  unsent("a").put(letter("confirmed"));
  unsent("a").remove("confirmed");
  assert.deepEqual(take("a", { open: ["a"] }), ["first", "second"]);
  assert.deepEqual(take("a", { open: ["a"], first: false }), [], "this page sends it already");
});

test("another tab takes over from a tab that is gone, once, and never from one that is open", () => {
  const { unsent, take } = browser();
  unsent("a").put(letter("one"));
  assert.deepEqual(take("b", { open: ["a", "b"] }), []);
  assert.deepEqual(take("b", { open: ["b", "c"] }), ["one"]);
  assert.deepEqual(take("c", { open: ["b", "c"] }), [], "b sends it now");
});

test("where the browser does not tell which tabs are open, a tab gets a minute", () => {
  const { unsent, take } = browser();
  unsent("a").put(letter("young"));
  unsent("a").put(letter("old", { timestamp: new Date(NOW - 61_000).toISOString() }));
  assert.deepEqual(take("b", { open: null }), ["old"]);
});

test("another user of the browser neither sees nor sends it", () => {
  const { unsent, take } = browser();
  unsent("a").put(letter("mine"));
  assert.deepEqual(take("a", { user: ben.id }), []);
  assert.deepEqual(take("a"), ["mine"]);
});

test("a page takes only what its rooms want", () => {
  const { unsent, take } = browser();
  unsent("a").put(letter("here"));
  unsent("a").put(letter("there", { chat: 8 }));
  assert.deepEqual(take("a", { wants: (chat) => chat === ROOM }), ["here"]);
  assert.deepEqual(take("a", { wants: (chat) => chat !== ROOM }), ["there"]);
});

test("what must not be sent by itself becomes a draft", () => {
  const cases = [
    { text: "a week old", at: NOW - STALE_AFTER - 1, draft: true },
    { text: "almost a week old", at: NOW - STALE_AFTER + 1, draft: false },
    { text: "/kick ben 60", at: NOW - 1, draft: true },
    { text: "//slash", at: NOW - 1, draft: false },
  ];
  for (const { text, at, draft } of cases) {
    const { unsent, take, drafts, shared } = browser();
    unsent("a").put(letter("id", { text, timestamp: new Date(at).toISOString() }));
    assert.deepEqual(take("a"), draft ? [] : ["id"], text);
    assert.equal(drafts("b").takeOver(ROOM)?.text ?? null, draft ? text : null, text);
    assert.equal(
      [...shared.values.keys()].some((key) => key.includes("unsent")),
      !draft,
      text,
    );
  }
});

function room(unsent, { up = true, messages = [] } = {}) {
  const sent = [];
  const line = Object.assign(new EventTarget(), {
    state: "open",
    up,
    isLive: () => line.up,
    send: (frame) => (sent.push(frame), true),
    enter() {},
    place() {},
  });
  const given = { me: ada, room: { id: ROOM, role: "member", version: 1 }, read_to: 0, messages, older: false, members: [ada] };
  const clock = { ...handClock(), now: () => NOW };
  const made = new Room(given, { connection: /** @type {any} */ (line), api: async () => ({ status: 200, body: null }), unsent, clock });
  made.open(new AbortController().signal);
  const hear = (frame) => line.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  const live = () => ((line.up = true), line.dispatchEvent(new CustomEvent("live", { detail: ROOM })));
  return { room: made, sent, hear, live };
}

test("a message is stored before it leaves and forgotten when the server confirms it", async () => {
  const { shared, unsent } = browser();
  const { room: open, sent, hear } = room(unsent("a"));
  await open.sender.send("hello", { quoted: message(1, { text: "who is there?" }) });
  const stored = JSON.parse([...shared.values.values()][0]);
  assert.deepEqual([stored.text, stored.reply_to.id, stored.client_id], ["hello", 1, sent.at(-1).client_id]);
  hear({ event_type: "chat_message", message: message(5, { user: ada.id, text: "hello", client_id: stored.client_id }) });
  assert.equal(shared.values.size, 0);
});

test("a message written offline is shown by the next page, and sent when the room is live, under the same client_id", async () => {
  const { unsent } = browser();
  const before = room(unsent("a"), { up: false });
  await before.room.sender.send("written in the tunnel");
  const letters = unsent("a").takeOver({ open: new Set(), drafts: browser().drafts("a"), now: NOW, wants: () => true, first: true });
  const after = room(unsent("a"), { up: false });
  after.room.sender.resume(letters);
  const [row] = after.room.rows().filter(({ kind }) => kind === "message");
  assert.deepEqual([row.message.text, row.state], ["written in the tunnel", "pending"]);
  assert.deepEqual(
    after.sent.filter(({ event_type }) => event_type === "chat_message"),
    [],
  );
  after.live();
  assert.equal(after.sent.at(-1).client_id, letters[0].client_id);
  assert.equal(after.room.outbox.isRepeated(letters[0].client_id), true, "it may have been sent before");
});

test("a message that the server has already is not shown twice", () => {
  const { shared, unsent } = browser();
  unsent("a").put(letter("one"));
  const after = room(unsent("a"), { messages: [message(4, { user: ada.id, client_id: "one", text: "one" })] });
  after.room.sender.resume([letter("one")]);
  assert.equal(after.room.rows().filter(({ kind }) => kind === "message").length, 1);
  assert.equal(after.sent.length, 0);
  assert.equal(shared.values.size, 0);
});

test("what the server refused waits on the next page for a decision", async () => {
  const { shared, unsent } = browser();
  const { room: open, sent, hear } = room(unsent("a"));
  await open.sender.send("too late");
  hear({
    event_type: "error",
    client_id: sent.at(-1).client_id,
    errors: [{ code: "archived", detail: "The room is archived.", attr: null }],
  });
  const stored = JSON.parse([...shared.values.values()][0]);
  assert.deepEqual(stored.refused, { reason: "The room is archived.", code: "archived" });
  const after = room(unsent("a"));
  after.room.sender.resume([stored]);
  const [row] = after.room.rows().filter(({ kind }) => kind === "message");
  assert.deepEqual([row.state, row.reason], ["failed", "The room is archived."]);
  assert.equal(after.sent.length, 0);
  after.room.outbox.retry(stored.client_id);
  assert.equal(after.sent.length, 1);
  after.room.sender.discard(stored.client_id);
  assert.equal(shared.values.size, 0);
});

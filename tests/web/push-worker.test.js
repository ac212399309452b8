import assert from "node:assert/strict";
import { test } from "node:test";

/** The worker's own world: what it listens to, what it shows, and the pages that are open. */
async function worker(pages = []) {
  const ears = new Map();
  const shown = [];
  const opened = [];
  globalThis.self = {
    addEventListener: (name, run) => ears.set(name, run),
    registration: { showNotification: async (title, look) => void shown.push({ title, ...look }) },
    clients: {
      matchAll: async ({ type, includeUncontrolled = false }) =>
        pages.filter((page) => type === "window" && (includeUncontrolled || page.controlled !== false)),
      openWindow: async (url) => void opened.push(url),
    },
  };
  await import(`../../src/Foyer.Server/wwwroot/push-worker.js?${Math.random()}`);
  const tell = async (name, event) => {
    let done;
    ears.get(name)({ ...event, waitUntil: (work) => (done = work) });
    await done;
  };
  const push = (text) => tell("push", { data: text === undefined ? null : { json: () => JSON.parse(text) } });
  return { shown, opened, push, tell };
}

const ENTRY = { title: "ada", body: "hello", tag: "foyer-7", url: "/rooms/3?around=9#message-9" };

test("what is pushed is shown, the same entry in the same place", async () => {
  const { shown, push } = await worker([{ visibilityState: "hidden" }]);
  await push(JSON.stringify(ENTRY));
  assert.deepEqual(shown, [{ title: "ada", body: "hello", tag: "foyer-7", icon: "/img/mark.svg", data: { url: ENTRY.url } }]);
});

test("a push without words still shows that there is something", async () => {
  const { shown, push } = await worker();
  await push(undefined);
  assert.equal(shown[0].title, "Foyer");
});

test("a page in sight tells it itself, whether the worker serves it or not", async () => {
  const { shown, push } = await worker([{ visibilityState: "hidden" }, { visibilityState: "visible", controlled: false }]);
  await push(JSON.stringify(ENTRY));
  assert.deepEqual(shown, []);
});

test("a press on it opens what it is about, in the page that is open already", async () => {
  const went = [];
  const page = { visibilityState: "hidden", focus: async () => void went.push("front"), navigate: async (url) => void went.push(url) };
  const { opened, tell } = await worker([page]);
  let closed = false;
  await tell("notificationclick", { notification: { close: () => (closed = true), data: { url: ENTRY.url } } });
  assert.deepEqual([closed, went, opened], [true, ["front", ENTRY.url], []]);
});

test("without a page it opens one, and without an address the inbox", async () => {
  const { opened, tell } = await worker();
  await tell("notificationclick", { notification: { close: () => {}, data: { url: ENTRY.url } } });
  await tell("notificationclick", { notification: { close: () => {} } });
  assert.deepEqual(opened, [ENTRY.url, "/notifications"]);
});

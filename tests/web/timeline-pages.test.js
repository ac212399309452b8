import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../src/Foyer.Server/wwwroot/models/history.js";
import { MessageWindow } from "../../src/Foyer.Server/wwwroot/models/message-window.js";
import { PAGE, WINDOW } from "../../src/Foyer.Server/wwwroot/models/scroll-rules.js";
import { TimelinePages } from "../../src/Foyer.Server/wwwroot/models/timeline-pages.js";
import { fakeApi, message, settle } from "./fakes.js";

const PATH = `GET /api/chats/7/messages?limit=${PAGE}`;
const page = (ids, next = null, previous = null) => ({ status: 200, body: { results: ids.map((id) => message(id)), next, previous } });
const shown = (window) => [...window.messages()].map(({ id }) => id);

function pages(answers, ids, { older = true, newer = false } = {}) {
  const { api, requests } = fakeApi(answers);
  const window = new MessageWindow();
  window.show(
    ids.map((id) => message(id)),
    older,
    newer,
  );
  let changes = 0;
  const made = new TimelinePages(new History(7, api), window, () => changes++);
  return { pages: made, window, requests, changes: () => changes };
}

test("an older page is put before the window, the last one ends it", async () => {
  const given = { [`${PATH}&before=50`]: page([40, 41], "more"), [`${PATH}&before=40`]: page([38, 39]) };
  const { pages: made, window, changes } = pages(given, [50, 51]);
  assert.equal(await made.page("older"), true);
  assert.deepEqual([shown(window), window.hasOlder], [[40, 41, 50, 51], true]);
  assert.equal(await made.page("older"), true);
  assert.deepEqual([shown(window), window.hasOlder, changes()], [[38, 39, 40, 41, 50, 51], false, 2]);
});

test("a newer page is put after the window, which lets go of its oldest", async () => {
  const ids = Array.from({ length: WINDOW }, (_, at) => at + 1);
  const { pages: made, window } = pages({ [`${PATH}&after=${WINDOW}&sort=timestamp`]: page([WINDOW + 1]) }, ids, {
    older: false,
    newer: true,
  });
  assert.equal(await made.page("newer"), true);
  assert.deepEqual([window.oldest, window.newest, window.hasOlder, window.hasNewer], [2, WINDOW + 1, true, false]);
});

test("nothing is fetched where nothing more is", async () => {
  const { pages: made, requests } = pages({}, [50], { older: false });
  assert.equal(await made.page("older"), false);
  assert.equal(await made.page("newer"), false);
  assert.deepEqual(requests, []);
});

test("one page of a side is fetched at a time", async () => {
  const { pages: made, requests } = pages({ [`${PATH}&before=50`]: page([49]) }, [50]);
  const [first, second] = await Promise.all([made.page("older"), made.page("older")]);
  assert.deepEqual([first, second, requests.length], [true, false, 1]);
});

test("a page that is no longer next to the window is left out", async () => {
  const { pages: made, window } = pages({ [`${PATH}&after=50&sort=timestamp`]: page([51]) }, [50], { newer: true });
  const fetched = made.page("newer");
  window.show([message(10)], true, true);
  await fetched;
  assert.deepEqual(shown(window), [10]);
});

test("a page that could not be fetched may be asked for again", async () => {
  const answers = { [`${PATH}&before=50`]: { status: 500, body: null } };
  const { pages: made, window, changes } = pages(answers, [50]);
  assert.equal(await made.page("older"), false);
  assert.equal(changes(), 0);
  answers[`${PATH}&before=50`] = page([49]);
  assert.equal(await made.page("older"), true);
  assert.deepEqual(shown(window), [49, 50]);
});

test("a message is shown with what is around it, unless it is there already or nowhere", async () => {
  const given = { [`${PATH}&around=20`]: page([19, 20, 21], "more", "more"), [`${PATH}&around=99`]: page([97, 98]) };
  const { pages: made, window, requests } = pages(given, [50]);
  assert.equal(await made.around(50), true);
  assert.equal(requests.length, 0);
  assert.equal(await made.around(99), false);
  assert.deepEqual(shown(window), [50]);
  assert.equal(await made.around(20), true);
  assert.deepEqual([shown(window), window.hasOlder, window.hasNewer], [[19, 20, 21], true, true]);
});

test("the latest page replaces the window", async () => {
  const { pages: made, window } = pages({ [PATH]: page([70, 71], "more") }, [50], { newer: true });
  assert.equal(await made.latest(), true);
  await settle();
  assert.deepEqual([shown(window), window.hasOlder, window.hasNewer], [[70, 71], true, false]);
});

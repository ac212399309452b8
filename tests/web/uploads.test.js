import assert from "node:assert/strict";
import { test } from "node:test";
import { kindText, shownSize, sizeText } from "../../src/Foyer.Server/wwwroot/models/file-text.js";
import { Uploads } from "../../src/Foyer.Server/wwwroot/models/uploads.js";

const file = (name, size = 10) => ({ name, size, type: "" });
const settled = () => new Promise((go) => setImmediate(go));

/** Uploads whose wire the test holds. */
function held(most = { files: 3, size: 100 }) {
  const calls = [];
  const send = (given, { signal, progress }) =>
    new Promise((resolve, reject) => calls.push({ name: given.name, signal, progress, resolve, reject }));
  const described = [];
  const describe = async (id, alt) => (described.push([id, alt]), { id, alt });
  return { uploads: new Uploads({ send, describe }, most), calls, described };
}

test("two files travel at once, the third when one has arrived", async () => {
  const { uploads, calls } = held();
  uploads.add([file("a"), file("b"), file("c")]);
  assert.deepEqual(
    calls.map(({ name }) => name),
    ["a", "b"],
  );
  calls[0].resolve({ id: 1 });
  await settled();
  assert.deepEqual(
    calls.map(({ name }) => name),
    ["a", "b", "c"],
  );
  assert.equal(uploads.busy, true);
});

test("what is too large, empty or too many is told and never sent", () => {
  const { uploads, calls } = held();
  assert.equal(uploads.add([file("large", 101), file("empty", 0), file("fits", 100), file("fourth")]), 1);
  assert.deepEqual(
    uploads.items.map(({ state, reason }) => [state, reason]),
    [
      ["failed", "Larger than 100 B"],
      ["failed", "The file is empty"],
      ["sending", ""],
    ],
  );
  assert.deepEqual(
    calls.map(({ name }) => name),
    ["fits"],
  );
});

test("one can wait until nothing is on its way", async () => {
  const { uploads, calls } = held();
  await uploads.settled();
  uploads.add([file("a"), file("b")]);
  let done = false;
  const waiting = uploads.settled().then(() => (done = true));
  calls[0].resolve({ id: 1 });
  await settled();
  assert.equal(done, false);
  uploads.remove(uploads.items[1].key);
  await waiting;
  assert.equal(done, true);
});

test("a file can be cancelled on its way", async () => {
  const { uploads, calls } = held();
  uploads.add([file("a")]);
  uploads.remove(uploads.items[0].key);
  assert.equal(calls[0].signal.aborted, true);
  calls[0].reject(new Error("Cancelled"));
  await settled();
  assert.equal(uploads.items.length, 0);
  assert.equal(uploads.busy, false);
});

test("a refused file says why and can be tried again", async () => {
  const { uploads, calls } = held();
  uploads.add([file("a")]);
  calls[0].reject(new Error("The room is archived."));
  await settled();
  assert.equal(uploads.items[0].reason, "The room is archived.");
  assert.equal(uploads.failed, true);
  uploads.retry(uploads.items[0].key);
  calls[1].progress(0.5);
  assert.equal(uploads.items[0].progress, 0.5);
  calls[1].resolve({ id: 7 });
  await settled();
  assert.deepEqual(await uploads.take(), [{ id: 7 }]);
});

test("what arrived is handed over once, with the words that were said of it", async () => {
  const { uploads, calls, described } = held();
  uploads.add([file("a"), file("b")]);
  calls[0].resolve({ id: 1 });
  calls[1].resolve({ id: 2 });
  await settled();
  uploads.describe(uploads.items[0].key, " A courtyard ");
  assert.deepEqual(await uploads.take(), [{ id: 1, alt: "A courtyard" }, { id: 2 }]);
  assert.deepEqual(described, [[1, "A courtyard"]]);
  assert.deepEqual(await uploads.take(), []);
});

test("files are told in words, and pictures keep their shape in the room they get", () => {
  assert.deepEqual([0, 812, 13_000, 1_258_291, 3 * 1024 ** 3].map(sizeText), ["0 B", "812 B", "13 KB", "1.2 MB", "3 GB"]);
  assert.deepEqual(["plan.pdf", "a.tar.gz", "README", "x.averylongone"].map(kindText), ["PDF", "GZ", "", ""]);
  assert.deepEqual(shownSize({ width: 4000, height: 3000 }), { width: 416, height: 312 });
  assert.deepEqual(shownSize({ width: 100, height: 3200 }), { width: 10, height: 320 });
  assert.deepEqual(shownSize({ width: 1, height: 20_000 }), { width: 1, height: 320 });
  assert.deepEqual(shownSize({ width: 20_000, height: 1 }), { width: 416, height: 1 });
  assert.deepEqual(shownSize({ width: 64, height: 48 }), { width: 64, height: 48 });
  assert.equal(shownSize({ width: null, height: null }), null);
});

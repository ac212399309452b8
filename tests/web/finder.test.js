import assert from "node:assert/strict";
import { test } from "node:test";
import { FinderSearch } from "../../src/Foyer.Server/wwwroot/models/finder-search.js";
import { plainTerms, filled, hasFilters, knownValues, openFilter } from "../../src/Foyer.Server/wwwroot/models/finder.js";

const NOW = Date.parse("2026-03-14T12:00:00Z");

test("the filter being typed is the one at the end", () => {
  assert.deepEqual(openFilter("soup from:@ad"), { name: "from", value: "ad" });
  assert.deepEqual(openFilter("IN:"), { name: "in", value: "" });
  assert.equal(openFilter("from:ada soup"), null);
  assert.equal(openFilter("from:ada "), null);
  assert.equal(openFilter("http://from.example"), null);
});

test("words are what is left without filters", () => {
  assert.equal(plainTerms("soup from:ada for  has:file forty"), "soup for forty");
  assert.ok(hasFilters("has:file"));
  assert.ok(!hasFilters("soup"));
});

test("a filter is filled in at the end, in quotes where it has spaces", () => {
  assert.equal(filled("soup in:bo", "in", "board games"), 'soup in:"board games" ');
  assert.equal(filled("from:", "from", "ada"), "from:ada ");
});

test("days and things are known without asking", () => {
  assert.deepEqual(
    knownValues("after", "", NOW).map(({ value }) => value),
    ["2026-03-14", "2026-03-13", "2026-03-07", "2026-02-12"],
  );
  assert.deepEqual(knownValues("has", "im", NOW), [{ value: "image", note: "" }]);
  assert.deepEqual(knownValues("from", "", NOW), []);
});

/** @param {Record<string, object[]>} results */
function answering(results) {
  /** @type {string[]} */ const asked = [];
  const api = async (/** @type {string} */ _, /** @type {string} */ path) => {
    const query = new URL(path, "http://x").searchParams;
    asked.push(`${query.get("kind")}: ${query.get("q")}`);
    return { status: 200, body: { results: results[query.get("kind") ?? ""] ?? [] } };
  };
  return { asked, search: new FinderSearch(api, () => NOW) };
}

test("words look for everything, filters for messages alone", async () => {
  const { asked, search } = answering({
    room: [{ id: 3, name: "soup", kind: "public", topic: null }],
    message: [{ id: 9, chat: 3, user_name: "ben", text: "Soup!" }],
  });
  const found = await search.find("soup");
  assert.deepEqual(
    found.map(({ kind, href }) => [kind, href]),
    [
      ["Room", "/rooms/3"],
      ["Message", "/rooms/3#message-9"],
    ],
  );
  assert.deepEqual(asked.sort(), ["event: soup", "message: soup", "room: soup", "user: soup"]);
  asked.length = 0;
  await search.find("soup from:ben ");
  assert.deepEqual(asked, ["message: soup from:ben"]);
});

test("an open filter suggests people and rooms to put in", async () => {
  const { asked, search } = answering({ user: [{ id: 1, username: "ada", avatar: null }] });
  const [found] = await search.find("soup from:a");
  assert.equal(found.insert, "soup from:ada ");
  assert.equal(found.href, undefined);
  assert.deepEqual(asked, ["user: a"]);
});

test("a refusal or a missing network finds nothing", async () => {
  const refused = new FinderSearch(async () => ({ status: 400, body: null }));
  assert.deepEqual(await refused.find("before:soon soup"), []);
  const lost = new FinderSearch(async () => Promise.reject(new Error()));
  assert.deepEqual(await lost.find("soup"), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { ComposerDraft } from "../../src/Foyer.Server/wwwroot/models/composer-draft.js";
import { Drafts } from "../../src/Foyer.Server/wwwroot/models/drafts.js";
import { FormDrafts } from "../../src/Foyer.Server/wwwroot/models/form-drafts.js";
import { SafeStorage } from "../../src/Foyer.Server/wwwroot/models/safe-storage.js";
import { ada, ben, browserStorage, message } from "./fakes.js";

const ROOM = 7;
const OTHER_ROOM = 70;

function browser() {
  const store = browserStorage();
  let now = 0;
  const drafts = (tab, user = ada.id) => new Drafts(new SafeStorage(() => store), user, tab, () => ++now);
  return { store, drafts, tab: (tab, room = ROOM, user = ada.id) => new ComposerDraft(drafts(tab, user), room) };
}

test("a draft belongs to its user, its room and its tab, and vanishes when it is empty", () => {
  const { store, drafts } = browser();
  drafts("a").write(ROOM, { text: "half a thought" });
  assert.equal(drafts("a").read(ROOM).text, "half a thought");
  assert.equal(drafts("a").read(OTHER_ROOM), null);
  assert.equal(drafts("b").read(ROOM), null);
  assert.equal(drafts("a", ben.id).read(ROOM), null);
  assert.equal(drafts("a", ben.id).has(ROOM), false);
  assert.equal(drafts("b").has(ROOM), true);
  drafts("a").write(ROOM, { text: "  " });
  assert.equal(store.values.size, 0);
});

test("a text that an earlier version stored is still there", () => {
  const { store, drafts } = browser();
  for (const text of ["old words", "42", "{not json", '{"no":"draft"}']) {
    store.values.clear();
    store.values.set(`foyer:draft:1:${ROOM}`, text);
    assert.equal(drafts("a").takeOver(ROOM).text, text);
  }
});

test("a new tab continues the newest draft, of a closed tab first", () => {
  const { drafts } = browser();
  drafts("closed").write(ROOM, { text: "from the closed tab" });
  drafts("open").write(ROOM, { text: "from the open tab" });
  assert.equal(drafts("new").takeOver(ROOM, new Set(["open", "new"])).text, "from the closed tab");
  assert.equal(drafts("newer").takeOver(ROOM, null).text, "from the closed tab");
  assert.equal(drafts("else").takeOver(OTHER_ROOM, null), null);
});

test("of several open tabs the newest draft is continued", () => {
  const { drafts } = browser();
  drafts("one").write(ROOM, { text: "older" });
  drafts("other").write(ROOM, { text: "newer" });
  assert.equal(drafts("new").takeOver(ROOM, new Set(["one", "other", "new"])).text, "newer");
});

test("what one tab sends is cleared there and where it came from, and nothing else", () => {
  const cases = [
    { name: "both show it", typedInA: "", typedInB: "", left: [] },
    { name: "B changed it", typedInA: "", typedInB: "shared, changed in B", left: [] },
    { name: "A went on typing", typedInA: "shared and more", typedInB: "", left: ["shared and more"] },
    { name: "both went on", typedInA: "shared and more", typedInB: "something else", left: ["shared and more"] },
  ];
  for (const { name, typedInA, typedInB, left } of cases) {
    const { store, tab, drafts } = browser();
    tab("a").type("shared");
    const b = tab("b");
    b.takeOver(new Set(["a", "b"]));
    assert.equal(b.text, "shared", name);
    if (typedInA) tab("a").type(typedInA);
    if (typedInB) b.type(typedInB);
    b.sent();
    assert.deepEqual(
      [...store.values.values()].map((each) => JSON.parse(each).text),
      left,
      name,
    );
    assert.equal(drafts("b").read(ROOM), null, name);
  }
});

test("two tabs that each type keep each their own", () => {
  const { tab } = browser();
  tab("a").type("in A");
  tab("b").type("in B");
  tab("b").sent();
  assert.equal(tab("a").text, "in A");
  assert.equal(tab("b").text, "");
});

test("a tab that still shows what another tab sent clears it; what was typed since stays", () => {
  const cases = [
    { typed: "sent", key: `foyer:draft:1:${ROOM}:a`, after: null, gone: true },
    { typed: "sent and more", key: `foyer:draft:1:${ROOM}:a`, after: null, gone: false },
    { typed: "sent", key: `foyer:draft:1:${OTHER_ROOM}:a`, after: null, gone: false },
    { typed: "sent", key: `foyer:draft:1:${ROOM}:a`, after: "{}", gone: false },
  ];
  for (const { typed, key, after, gone } of cases) {
    const { tab } = browser();
    const a = tab("a");
    a.type(typed);
    assert.equal(a.sentElsewhere(key, JSON.stringify({ text: "sent" }), after), gone);
    assert.equal(a.text, gone ? "" : typed);
    assert.equal(tab("a").text, a.text === "" ? tab("a").text : typed);
  }
});

test("an edit and a reply survive the page, with the draft that the edit put aside", () => {
  const { tab } = browser();
  const before = tab("a");
  before.type("a draft");
  before.replyTo(message(3, { text: "the question" }));
  before.beginEdit({ id: 9, text: "tpyo" });
  before.type("typo");
  const after = tab("a");
  assert.deepEqual([after.edit, after.text], [{ id: 9, text: "tpyo" }, "typo"]);
  after.endEdit();
  assert.deepEqual([after.text, after.reply.id, after.edit], ["a draft", 3, null]);
  assert.deepEqual([tab("a").text, tab("a").reply.text], ["a draft", "the question"]);
  after.dropReply();
  assert.deepEqual([tab("a").text, tab("a").reply], ["a draft", null]);
});

test("editing another message at once keeps the draft", () => {
  const { tab } = browser();
  const draft = tab("a");
  draft.type("a draft");
  draft.beginEdit({ id: 1, text: "one" });
  draft.beginEdit({ id: 2, text: "two" });
  draft.endEdit();
  assert.equal(draft.text, "a draft");
});

test("storage that is full, forbidden or absent keeps the text for the life of the page", () => {
  const full = browserStorage();
  full.setItem("known", "old");
  full.refuse();
  const absent = () => {
    throw new Error("SecurityError");
  };
  for (const open of [() => full, absent]) {
    const storage = new SafeStorage(open);
    const draft = new ComposerDraft(new Drafts(storage, 1, "a"), ROOM);
    draft.type("kept");
    assert.equal(new ComposerDraft(new Drafts(storage, 1, "a"), ROOM).text, "kept");
    assert.equal(new Drafts(storage, 1, "b").has(ROOM), true);
    draft.sent();
    assert.equal(new Drafts(storage, 1, "b").has(ROOM), false);
  }
  const storage = new SafeStorage(() => full);
  storage.removeItem("known");
  assert.deepEqual([storage.getItem("known"), storage.keys("kn")], [null, []]);
  full.refuse(false);
  storage.setItem("known", "new");
  assert.equal(full.getItem("known"), "new");
});

test("a form keeps what was typed, by user and form, until it is accepted", () => {
  const { store } = browser();
  const forms = (user) => new FormDrafts(new SafeStorage(() => store), user);
  forms(1).write("/event-edit?id=1", { place: "Kitchen", room: "" });
  assert.deepEqual(forms(1).read("/event-edit?id=1"), { place: "Kitchen", room: "" });
  assert.deepEqual(forms(1).read("/event-edit?id=2"), {});
  assert.deepEqual(forms(2).read("/event-edit?id=1"), {});
  forms(1).write("/event-edit?id=1", {});
  assert.equal(store.values.size, 0);
  forms(1).write("/event-create", { title: "Bread" });
  forms(1).remove("/event-create");
  assert.deepEqual(forms(1).read("/event-create"), {});
});

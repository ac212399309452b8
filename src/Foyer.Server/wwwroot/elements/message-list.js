import { announce } from "../helpers/announce.js";
import { fetchPage } from "../helpers/fetch-page.js";
import { fillRow, appearanceOf } from "../helpers/fill-message-row.js";
import { markFound } from "../helpers/mark-found.js";
import { oncePerFrame } from "../helpers/once-per-frame.js";
import { TimelineRows } from "../helpers/timeline-rows.js";
import { TimelineScroll } from "../helpers/timeline-scroll.js";
import { longPress } from "../helpers/long-press.js";
import { actionOfClick, quoteOfClick, actionOfKey } from "../helpers/message-keys.js";
import { RovingFocus, reach } from "../helpers/roving-focus.js";
import { scrollWithin } from "../helpers/scroll-within.js";
import { WINDOW } from "../models/scroll-rules.js";
import { on } from "../models/on.js";
import "./event-card.js";
import "./local-time.js";
import "./message-text.js";
/** @typedef {import("../models/message-groups.js").Row} Row */
/** @typedef {import("../models/room.js").Room} Room */

/** The scrolling log of a room. Tells `seen` when the reader moved, and `message-act` when they want something of a row. */
export class MessageList extends HTMLElement {
  /** The message being edited. @type {number | null} */ editing = null;
  /** @type {TimelineRows} */ #rows = /** @type {any} */ (null);
  /** @type {import("../models/wire.js").Message[]} */ #arrived = [];
  #schedule = oncePerFrame(() => this.#render());
  /** @type {Room} */ #room = /** @type {any} */ (null);
  /** @type {HTMLElement} */ #list = /** @type {any} */ (null);
  /** @type {RovingFocus} */ #focus = /** @type {any} */ (null);
  #scroll = new TimelineScroll(this, {
    messages: () => this.#rows.messages,
    hasNewer: () => this.#room.timeline.hasNewer,
    moved: () => this.#seen(),
    needs: (side) => this.#fetch(side),
  });

  /** @param {Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    this.#room = room;
    this.#list = /** @type {HTMLElement} */ (this.querySelector("ol"));
    this.#focus = new RovingFocus(this.#list, this);
    this.#rows = new TimelineRows(this.#list, this, {
      fill: (item, row) => this.#fillRow(item, row),
      looks: (row) => appearanceOf(row, room, this.editing),
    });
    on(room, "rows", (change) => this.#changed(change), signal);
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#focus.listen(signal);
    this.addEventListener("click", (event) => this.#click(event), { signal });
    longPress(
      this,
      { held: (target) => this.#itemOf(target)?.classList.add("message--chosen"), let: (target) => this.#pressed(target) },
      signal,
    );
    addEventListener("hashchange", () => this.#openNamed(), { signal });
    const sizes = new ResizeObserver(() => this.#scroll.settle());
    for (const each of [this, this.#list]) sizes.observe(each);
    signal.addEventListener("abort", () => sizes.disconnect());
    this.#draw([]);
    this.#scroll.open(this.#list.querySelector(".new"));
    this.#scroll.listen(signal);
    this.#openNamed();
    this.#drawn();
  }

  get rules() {
    return this.#scroll.rules;
  }

  toEnd() {
    this.rules.jump();
    if (this.#room.timeline.hasNewer) void this.#room.toLatest();
    else this.#scroll.settle();
  }

  /** Shows a message wherever it stands, and marks it for a while. @param {number} id @returns {Promise<boolean>} whether it is there */
  async show(id) {
    this.rules.stay();
    if (!(await this.#room.toMessage(id))) return false;
    this.#room.timeline.unfold([id]);
    this.#render();
    const item = document.getElementById(`message-${id}`);
    if (item) scrollWithin(this, item, "center");
    this.#scroll.arrive();
    if (item) this.#focus.focus(item);
    markFound(this, item);
    return item !== null;
  }

  /** Draws again what did not change in the room, such as the mark of the message being edited. */
  refresh() {
    this.#schedule();
  }

  /** @param {{ arrived: import("../models/wire.js").Message[], mine: boolean, live: boolean }} change */
  #changed({ arrived, mine, live }) {
    const others = arrived.filter((message) => !this.#room.timeline.isMine(message));
    if (live) this.#arrived.push(...others);
    if (mine) this.rules.arrived({ mine: true, counts: false });
    for (const { kind } of others) this.rules.arrived({ mine: false, counts: kind !== "system" });
    // At the end that the reader is not at: what they read must stay.
    this.#room.timeline.trim(WINDOW, this.rules.following ? "older" : "newer");
    this.#schedule();
  }

  #render() {
    const log = /** @type {HTMLElement} */ (this.querySelector("[role=log]"));
    const status = /** @type {HTMLElement} */ (this.querySelector("[data-announcer]"));
    const aloud = this.#arrived.splice(0);
    announce(log, status, aloud.length, () => this.#scroll.keep(() => this.#draw(aloud)));
    this.#drawn();
  }

  #drawn() {
    this.#focus.refresh();
    const side = this.#scroll.lacks;
    if (side) this.#fetch(side);
    this.#seen();
  }

  /** @param {import("../models/wire.js").Message[]} arrived */
  #draw(arrived) {
    this.#rows.draw(this.#room.rows(), new Set(arrived.map(({ id }) => id)));
    const { hasOlder, isSilent } = this.#room.timeline;
    this.#part("opening").hidden = hasOlder;
    this.#part("empty").hidden = hasOlder || !isSilent;
  }

  /** @param {HTMLElement} item @param {Row} row */
  #fillRow(item, row) {
    fillRow(item, row, { room: this.#room, editing: this.editing, copy: (name) => this.#rows.copy(name) });
    if (row.kind === "message" && item !== this.#focus.chosen) reach(item, -1);
  }

  #seen() {
    const row = this.rules.following || !this.#scroll.reading ? null : this.#rows.rowOf(this.#scroll.reading);
    this.#room.readingAt = row?.kind === "message" ? row.message.id : null;
    this.dispatchEvent(new CustomEvent("seen", { bubbles: true }));
  }

  /** @param {"older" | "newer"} side */
  #fetch(side) {
    void fetchPage(this.#room, side, side === "older" ? this.#part("loading") : undefined);
  }

  #openNamed() {
    const id = Number(/^#message-(\d+)$/.exec(location.hash)?.[1]);
    if (id) void this.show(id).then((there) => there || this.dispatchEvent(new CustomEvent("missing", { bubbles: true })));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const found = this.#focus.key(event) ? "moved" : actionOfKey(event);
    if (found) event.preventDefault();
    if (found && found !== "moved") this.#act(found.act, found.item);
  }

  /** @param {Event} event */
  #click(event) {
    const found = actionOfClick(event);
    const quoted = quoteOfClick(event);
    if (quoted) event.preventDefault();
    if (quoted) void this.show(quoted);
    else if (found) this.#act(found.act, found.item, found.detail);
  }

  /** @param {Element} target */
  #pressed(target) {
    const item = this.#itemOf(target);
    item?.classList.remove("message--chosen");
    if (item) this.#act("more", item);
  }

  /** @param {Element} target @returns {HTMLElement | null} */
  #itemOf(target) {
    return target.closest("li[data-key]");
  }

  /** @param {string} act @param {HTMLElement} item @param {object} [more] */
  #act(act, item, more = {}) {
    const row = this.#rows.rowOf(item);
    const message = row?.kind === "message" ? row.message : null;
    const button = item.querySelector(`[data-act="${act}"]:not([hidden])`);
    this.dispatchEvent(
      new CustomEvent("message-act", {
        bubbles: true,
        detail: { act, message, row, anchor: button?.checkVisibility() ? button : item, ...more },
      }),
    );
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("message-list", MessageList);

import { announce } from "../helpers/announce.js";
import { fillAnswer, fillDay, fillHidden } from "../helpers/fill-row.js";
import { fillMessage } from "../helpers/fill-message.js";
import { holdScroll } from "../helpers/hold-scroll.js";
import { LogRows } from "../helpers/log-rows.js";
import { longPress } from "../helpers/long-press.js";
import { clickedAct, clickedQuote, keyedAct } from "../helpers/message-keys.js";
import { RovingFocus, reach } from "../helpers/roving-focus.js";
import { ScrollRules } from "../models/scroll-rules.js";
import { told } from "../models/told.js";
import "./event-card.js";
import "./local-time.js";
import "./message-text.js";
/** @typedef {import("../models/rows.js").Row} Row */
/** @typedef {import("../models/room.js").Room} Room */

const SKELETON_AFTER = 150;
const FOUND_FOR = 4000;

/** The scrolling log of a room. Tells `seen` when the reader moved, and `message-act` when they want something of a row. */
export class MessageList extends HTMLElement {
  rules = new ScrollRules();
  /** The message being edited. @type {number | null} */ editing = null;
  /** @type {LogRows} */ #rows = /** @type {any} */ (null);
  /** @type {import("../models/wire.js").Message[]} */ #arrived = [];
  #scheduled = false;
  /** @type {Room} */ #room = /** @type {any} */ (null);
  /** @type {HTMLElement} */ #list = /** @type {any} */ (null);
  /** @type {RovingFocus} */ #focus = /** @type {any} */ (null);

  /** @param {Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    this.#room = room;
    this.#list = /** @type {HTMLElement} */ (this.querySelector("ol"));
    this.#focus = new RovingFocus(this.#list);
    this.#rows = new LogRows(this.#list, this, { fill: (item, row) => this.#fill(item, row), looks: (row) => this.#looks(row) });
    told(room, "rows", (change) => this.#changed(change), signal);
    this.addEventListener("scroll", () => this.#moved(), { signal, passive: true });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("focusin", ({ target }) => this.#focus.enter(/** @type {Element} */ (target).closest("li[tabindex]")), { signal });
    this.addEventListener("focusout", ({ relatedTarget }) => this.contains(/** @type {Node | null} */ (relatedTarget)) || this.#focus.leave(), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    longPress(this, (target) => this.#pressed(target), signal);
    addEventListener("hashchange", () => this.#openNamed(), { signal });
    const sizes = new ResizeObserver(() => this.#resized());
    for (const each of [this, this.#list]) sizes.observe(each);
    signal.addEventListener("abort", () => sizes.disconnect());
    this.#render();
    this.#openSomewhere();
  }

  toEnd() {
    this.rules.jump();
    if (this.#room.timeline.hasNewer) void this.#room.toLatest();
    this.#resized();
  }

  /** Shows a message wherever it stands, and marks it for a while. @param {number} id @returns {Promise<boolean>} whether it is there */
  async show(id) {
    this.rules.stay();
    if (!(await this.#room.toMessage(id))) return false;
    this.#room.timeline.unfold([id]);
    this.#render();
    const item = document.getElementById(`message-${id}`);
    item?.scrollIntoView({ block: "center" });
    if (item) this.#focus.focus(item);
    for (const other of this.querySelectorAll(".message--found")) other.classList.remove("message--found");
    item?.classList.add("message--found");
    setTimeout(() => item?.classList.remove("message--found"), FOUND_FOR);
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
    this.#schedule();
  }

  /** Many changes become one drawing; a hidden tab draws too, though it gets no frames. */
  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const draw = () => {
      this.#scheduled = false;
      this.#render();
    };
    if (document.hidden) setTimeout(draw, 100);
    else requestAnimationFrame(draw);
  }

  #render() {
    const log = /** @type {HTMLElement} */ (this.querySelector("[role=log]"));
    const status = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    const aloud = this.#arrived.splice(0);
    announce(log, status, aloud.length, () => {
      if (this.rules.following) this.#draw(aloud);
      else holdScroll(this, this.#rows.items, () => this.#draw(aloud));
    });
    if (this.rules.following) this.scrollTop = this.scrollHeight;
    this.#focus.refresh();
    // Not only on scrolling: at the very start there is nothing left to scroll, and a short page fills no tall window.
    this.#moved();
  }

  /** @param {import("../models/wire.js").Message[]} arrived */
  #draw(arrived) {
    this.#rows.draw(this.#room.rows(), new Set(arrived.map(({ id }) => id)));
    const { hasOlder, isSilent } = this.#room.timeline;
    this.#part("opening").hidden = hasOlder;
    this.#part("empty").hidden = hasOlder || !isSilent;
  }

  /** Everything but the message itself that decides how a row looks. @param {Row} row */
  #looks(row) {
    if (row.kind === "hidden") return String(row.ids.length);
    if (row.kind !== "message") return row.key;
    const { doomed, about } = this.#room;
    const { id } = row.message;
    return [row.first, row.state, row.reason, doomed.has(id), this.editing === id, about.role, about.archived].join();
  }

  /** @param {HTMLElement} item @param {Row} row */
  #fill(item, row) {
    const room = this.#room;
    if (row.kind === "day") fillDay(item, row.timestamp, new Date());
    if (row.kind === "hidden") fillHidden(item, row);
    if (row.kind === "answer") fillAnswer(item, row);
    if (row.kind !== "message") return;
    const { me, moderates, mayWrite, doomed, timeline } = room;
    fillMessage(item, row, {
      me, moderates, mayWrite, editing: this.editing, doomed: (id) => doomed.has(id), blocked: (id) => timeline.isBlocked(id),
      nameOf: (id) => room.nameOf(id), copy: (name) => this.#rows.copy(name),
    });
    if (item !== this.#focus.chosen) reach(item, -1);
  }

  #moved() {
    const { older, newer } = this.rules.moved(this);
    if (older) void this.#fetch("older");
    if (newer) void this.#fetch("newer");
    this.dispatchEvent(new CustomEvent("seen", { bubbles: true }));
  }

  /** @param {"older" | "newer"} side */
  async #fetch(side) {
    const skeleton = this.#part("loading");
    const { timeline } = this.#room;
    if (!(side === "older" ? timeline.hasOlder : timeline.hasNewer)) return;
    const late = setTimeout(() => (skeleton.hidden = side !== "older"), SKELETON_AFTER);
    await this.#room.page(side);
    clearTimeout(late);
    skeleton.hidden = true;
  }

  #resized() {
    if (this.rules.following) this.scrollTop = this.scrollHeight;
  }

  /** At the message that the address names, at the New line when more is unread than fits, otherwise at the end. */
  #openSomewhere() {
    const line = /** @type {HTMLElement | null} */ (this.#list.querySelector(".new"));
    if (this.#openNamed()) return;
    const above = line && this.scrollHeight - (line.offsetTop - this.offsetTop) > this.clientHeight;
    if (!above) return;
    this.rules.stay();
    line.scrollIntoView({ block: "start" });
    this.scrollTop -= 48;
  }

  #openNamed() {
    const id = Number(/^#message-(\d+)$/.exec(location.hash)?.[1]);
    if (id) void this.show(id).then((there) => there || this.dispatchEvent(new CustomEvent("missing", { bubbles: true })));
    return id > 0;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const found = this.#focus.key(event) ? "moved" : keyedAct(event);
    if (found) event.preventDefault();
    if (found && found !== "moved") this.#act(found.act, found.item);
  }

  /** @param {Event} event */
  #click(event) {
    const found = clickedAct(event);
    const quoted = clickedQuote(event);
    if (quoted) event.preventDefault();
    if (quoted) void this.show(quoted);
    else if (found) this.#act(found.act, found.item, found.detail);
  }

  /** @param {Element} target */
  #pressed(target) {
    const item = /** @type {HTMLElement | null} */ (target.closest("li[data-key]"));
    if (item) this.#act("more", item);
  }

  /** @param {string} act @param {HTMLElement} item @param {object} [more] */
  #act(act, item, more = {}) {
    const row = this.#rows.rowOf(item);
    const message = row?.kind === "message" ? row.message : null;
    const button = item.querySelector(`[data-act="${act}"]:not([hidden])`);
    this.dispatchEvent(new CustomEvent("message-act", { bubbles: true, detail: { act, message, row, anchor: button?.checkVisibility() ? button : item, ...more } }));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("message-list", MessageList);

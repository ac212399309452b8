import { announce } from "../helpers/announce.js";
import { fillDay, fillMessage } from "../helpers/fill-message.js";
import { holdScroll } from "../helpers/hold-scroll.js";
import { clickedAct, clickedQuote, keyedAct } from "../helpers/message-keys.js";
import { RovingFocus, reach } from "../helpers/roving-focus.js";
import { ScrollRules } from "../models/scroll-rules.js";
import { told } from "../models/told.js";
import "./event-card.js";
import "./local-time.js";
import "./message-text.js";
/** @typedef {import("../models/timeline.js").Row} Row */
/** @typedef {import("../models/room.js").Room} Room */

const SKELETON_AFTER = 150;

/** The scrolling log of a room. Tells `seen` when the reader moved, and `message-act` when they want something of a message. */
export class MessageList extends HTMLElement {
  rules = new ScrollRules();
  /** The message being edited. @type {number | null} */ editing = null;
  /** @type {Map<string, { item: HTMLElement, shown: string, message: any }>} */ #shown = new Map();
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
    told(room, "rows", (change) => this.#changed(change), signal);
    this.addEventListener("scroll", () => this.#moved(), { signal, passive: true });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("focusin", ({ target }) => this.#focus.choose(/** @type {Element} */ (target).closest("li[tabindex]")), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
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

  /** @param {number} id */
  async show(id) {
    this.rules.stay();
    if (!(await this.#room.toMessage(id))) return;
    this.#render();
    const item = document.getElementById(`message-${id}`);
    item?.scrollIntoView({ block: "center" });
    if (item) this.#focus.focus(item);
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
      else holdScroll(this, [...this.#shown.values()].map(({ item }) => item).filter((item) => item.isConnected), () => this.#draw(aloud));
    });
    if (this.rules.following) this.scrollTop = this.scrollHeight;
    this.#focus.refresh();
    // Not only on scrolling: at the very start there is nothing left to scroll, and a short page fills no tall window.
    this.#moved();
  }

  /** @param {import("../models/wire.js").Message[]} arrived */
  #draw(arrived) {
    const lit = new Set(arrived.map(({ id }) => id));
    const before = this.#shown;
    this.#shown = new Map();
    /** @type {Element | null} */ let next = this.#list.firstElementChild;
    for (const row of this.#room.rows()) {
      const item = this.#item(row, before.get(row.key));
      if (row.kind === "message" && lit.has(row.message.id)) item.classList.add("message--arriving");
      if (item === next) next = next.nextElementSibling;
      else this.#list.insertBefore(item, next);
    }
    while (next) {
      const gone = next;
      next = next.nextElementSibling;
      gone.remove();
    }
    const { hasOlder, isSilent } = this.#room.timeline;
    this.#part("opening").hidden = hasOlder;
    this.#part("empty").hidden = hasOlder || !isSilent;
  }

  /** @param {Row} row @param {{ item: HTMLElement, shown: string, message: any } | undefined} known */
  #item(row, known) {
    const item = known?.item ?? this.#make(row);
    const message = row.kind === "message" ? row.message : null;
    const shown = this.#looks(row);
    if (known?.shown !== shown || known.message !== message) this.#fill(item, row);
    this.#shown.set(row.key, { item, shown, message });
    return item;
  }

  /** Everything but the message itself that decides how a row looks. @param {Row} row */
  #looks(row) {
    if (row.kind !== "message") return row.key;
    const { doomed, about } = this.#room;
    const { id } = row.message;
    return [row.first, row.state, row.reason, row.folded, doomed.has(id), this.editing === id, about.role, about.archived].join();
  }

  /** @param {HTMLElement} item @param {Row} row */
  #fill(item, row) {
    if (row.kind === "day") fillDay(item, row.timestamp, new Date());
    if (row.kind !== "message") return;
    const { about, me, doomed } = this.#room;
    const mayWrite = about.role !== null && about.role !== "reader" && !about.archived;
    const moderates = about.role === "owner" || about.role === "moderator";
    fillMessage(item, row, { me, moderates, mayWrite, doomed: (id) => doomed.has(id), editing: this.editing });
    if (item !== this.#focus.chosen) reach(item, -1);
  }

  /** The server's own row where there is one, else a copy of the template it was made from. @param {Row} row @returns {HTMLElement} */
  #make(row) {
    const made = row.kind === "message" && row.message.id ? document.getElementById(`message-${row.message.id}`) : null;
    if (made && this.#list.contains(made)) return made;
    const kind = row.kind === "message" && row.message.kind === "system" ? "system" : row.kind;
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector(`template[data-row="${kind}"]`));
    const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    item.dataset.key = row.key;
    return /** @type {HTMLElement} */ (document.importNode(item, true));
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

  /** At the New line when more is unread than fits, at the message that the address names, otherwise at the end. */
  #openSomewhere() {
    const id = Number(/^#message-(\d+)$/.exec(location.hash)?.[1]);
    const line = /** @type {HTMLElement | null} */ (this.#list.querySelector(".new"));
    if (id) return void this.show(id);
    const above = line && this.scrollHeight - (line.offsetTop - this.offsetTop) > this.clientHeight;
    if (!above) return;
    this.rules.stay();
    line.scrollIntoView({ block: "start" });
    this.scrollTop -= 48;
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
    else if (found) this.#act(found.act, found.item);
  }

  /** @param {string} act @param {HTMLElement} item */
  #act(act, item) {
    const { message = null } = this.#shown.get(item.dataset.key ?? "") ?? {};
    this.dispatchEvent(new CustomEvent("message-act", { bubbles: true, detail: { act, message } }));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("message-list", MessageList);

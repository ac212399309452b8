import { PageTrigger } from "../models/page-trigger.js";
import { ScrollRules, fromEnd } from "../models/scroll-rules.js";
/** @typedef {import("../models/page-trigger.js").Side} Side */

/** Messages whose places are remembered: more than one, since any of them may go. */
const ANCHORS = 6;
/** Pixels of what was read before that are shown above the New line. */
const CONTEXT = 48;
/** Milliseconds and frames without movement after which an action has ended; a busy machine draws few frames. */
const REST = 150;
const REST_FRAMES = 3;
const IMPULSES = ["wheel", "keydown"];
const GRIPS = ["pointerdown", "touchstart"];
const UP = new Set(["ArrowUp", "PageUp", "Home"]);
const DOWN = new Set(["ArrowDown", "PageDown", "End", " "]);

/**
 * The position of a scrolling log. It shows the end while the reader follows; otherwise the message they read keeps its place
 * whatever changes around it: pages, separators, pictures, the size of the pane. Only messages are held on to, because
 * separators move.
 */
export class TimelineScroll {
  rules = new ScrollRules();
  #trigger = new PageTrigger();
  /** @type {{ item: HTMLElement, at: number }[]} */ #anchors = [];
  #top = 0;
  #touchedAt = 0;
  #movements = 0;
  #log;
  #initialState;

  /**
   * @param {HTMLElement} log
   * @param {{ messages: () => HTMLElement[], hasNewer: () => boolean, moved: () => void, needs: (side: Side) => void }} given
   *   the elements of the messages in order, whether the room goes on after them, and what to call when the reader moved or needs a page
   */
  constructor(log, given) {
    this.#log = log;
    this.#initialState = given;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const log = this.#log;
    const quiet = { signal, passive: true };
    log.addEventListener("scroll", () => this.#scrolled(), quiet);
    for (const input of IMPULSES) log.addEventListener(input, () => this.#trigger.began("impulse"), { ...quiet, capture: true });
    for (const input of GRIPS) log.addEventListener(input, () => this.#trigger.began("grip"), { ...quiet, capture: true });
    log.addEventListener("wheel", ({ deltaY }) => this.#push(-deltaY), quiet);
    log.addEventListener("keydown", ({ key }) => this.#push(UP.has(key) ? 1 : DOWN.has(key) ? -1 : 0), quiet);
    log.addEventListener("touchstart", ({ touches }) => void (this.#touchedAt = touches[0].clientY), quiet);
    log.addEventListener("touchmove", ({ touches }) => this.#push(touches[0].clientY - this.#touchedAt), quiet);
  }

  /** At the New line when more is unread than fits, otherwise at the end; the page's own script does the same before the first paint. @param {HTMLElement | null} line */
  open(line) {
    const log = this.#log;
    const goesOn = this.#initialState.hasNewer();
    const isAbove = line !== null && (goesOn || log.scrollHeight - line.offsetTop > log.clientHeight);
    const wasMoved = log.hasAttribute("data-moved");
    if (goesOn || isAbove || wasMoved) this.rules.stay();
    this.#place(wasMoved ? log.scrollTop : isAbove ? line.offsetTop - CONTEXT : log.scrollHeight);
    this.#remember();
  }

  /** Makes a change and keeps the reader's place. @param {() => void} change */
  keep(change) {
    if (this.#log.scrollTop !== this.#top) this.#remember();
    change();
    this.settle();
  }

  /** Something changed its size: back to where the reader was. */
  settle() {
    if (this.rules.following) this.#place(this.#log.scrollHeight);
    else this.#restore();
    this.#remember();
  }

  /** The log was scrolled on the reader's behalf: this is where they are now. */
  arrive() {
    this.rules.moved(this.#log, this.#initialState.hasNewer());
    this.#trigger.placed(this.#log.scrollTop);
    this.#remember();
  }

  /** The first message in view. */
  get reading() {
    return this.#anchors[0]?.item ?? null;
  }

  /** Which page is missing though nothing can be scrolled to ask for it. @returns {Side | null} */
  get lacks() {
    const { clientHeight, scrollHeight } = this.#log;
    if (this.#initialState.hasNewer() && fromEnd(this.#log) <= 1) return "newer";
    return scrollHeight <= clientHeight ? "older" : null;
  }

  #scrolled() {
    void this.#waitForRest();
    if (this.#trigger.isSpent(this.#log)) return this.#restore();
    const side = this.#trigger.scrolled(this.#log);
    if (this.#log.scrollTop !== this.#top) {
      this.rules.moved(this.#log, this.#initialState.hasNewer());
      this.#remember();
    }
    if (side) this.#initialState.needs(side);
    this.#initialState.moved();
  }

  async #waitForRest() {
    const movement = ++this.#movements;
    await new Promise((passed) => setTimeout(passed, REST));
    for (let frame = 0; frame < REST_FRAMES; frame++) await new Promise(requestAnimationFrame);
    if (movement === this.#movements) this.#trigger.rested();
  }

  /** @param {number} down how far the content is pushed downwards */
  #push(down) {
    const side = down === 0 ? null : this.#trigger.pushed(down > 0 ? "older" : "newer", this.#log);
    if (side) this.#initialState.needs(side);
  }

  /** The messages in view, and one above for when all of them go. */
  #remember() {
    const log = this.#log;
    const start = log.getBoundingClientRect().top;
    const items = this.#initialState.messages();
    const first = items.findIndex((item) => item.getBoundingClientRect().bottom > start);
    const near = first < 0 ? items.slice(-1) : [...items.slice(first, first + ANCHORS), ...items.slice(Math.max(0, first - 1), first)];
    this.#anchors = near.map((item) => ({ item, at: item.getBoundingClientRect().top - start }));
    this.#top = log.scrollTop;
  }

  #restore() {
    const anchor = this.#anchors.find(({ item }) => item.isConnected);
    if (!anchor) return;
    const moved = anchor.item.getBoundingClientRect().top - this.#log.getBoundingClientRect().top - anchor.at;
    if (Math.abs(moved) >= 0.5) this.#place(this.#log.scrollTop + moved);
  }

  /** @param {number} top */
  #place(top) {
    this.#log.scrollTo({ top, behavior: "instant" });
    this.#top = this.#log.scrollTop;
    this.#trigger.placed(this.#top);
  }
}

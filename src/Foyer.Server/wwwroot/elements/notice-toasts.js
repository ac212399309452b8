import { openLine } from "../helpers/line.js";
import { offerNotices, showNotice } from "../helpers/system-notices.js";
import { toast } from "../helpers/toast.js";
import { told } from "../models/told.js";
/** @typedef {import("../models/wire.js").Frame} Frame */

/**
 * Tells of what came into the inbox: as a toast with a way there, and by the system where that is allowed and nobody looks at the
 * page. Never of the room one is looking at, and nothing of what shall be quiet.
 */
class NoticeToasts extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Set<number>} */ #told = new Set();

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    const line = openLine();
    told(line, "frame", (frame) => frame.event_type === "notification" && this.#tell(frame), signal);
    told(line, "sent", ({ event_type, chat }) => event_type === "chat_message" && chat === this.#direct && offerNotices(), signal);
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {Frame} frame */
  #tell({ id = 0, kind, title, text, chat, quiet }) {
    if (quiet || this.#told.has(id) || (chat === this.#open && !document.hidden)) return;
    this.#told.add(id);
    const go = () => location.assign(`/notifications/${id}`);
    const direct = kind === "direct_message";
    toast([title, text].filter(Boolean).join("\n"), { label: direct ? "Switch" : "Open", run: go }, { lasts: direct });
    if (document.hidden) showNotice({ id, title, text: text ?? "", go });
    else if (direct) offerNotices();
  }

  /** The room that is open on this page. */
  get #open() {
    return Number(document.querySelector("room-pane")?.getAttribute("chat")) || 0;
  }

  /** The same, when it is a conversation of two. */
  get #direct() {
    return document.querySelector("room-pane[direct]") ? this.#open : 0;
  }
}

customElements.define("notice-toasts", NoticeToasts);

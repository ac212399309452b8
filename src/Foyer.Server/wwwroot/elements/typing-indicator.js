import { EXPIRES_AFTER, typingText } from "../models/typing.js";

/** Says who types. Screen readers are spared it. */
class TypingLine extends HTMLElement {
  /** @param {import("../models/room.js").Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    let timer = 0;
    const show = () => {
      clearTimeout(timer);
      const who = room.typing.who(Date.now());
      const names = who.map((id) => room.presence.nameOf(id) ?? "Somebody");
      /** @type {HTMLElement} */ (this.querySelector(".typing__words")).textContent = typingText(names);
      /** @type {HTMLElement} */ (this.querySelector(".typing__dots")).hidden = names.length === 0;
      if (names.length > 0) timer = window.setTimeout(show, EXPIRES_AFTER / 5);
    };
    room.addEventListener("typing", show, { signal });
    signal.addEventListener("abort", () => clearTimeout(timer));
  }
}

customElements.define("typing-indicator", TypingLine);

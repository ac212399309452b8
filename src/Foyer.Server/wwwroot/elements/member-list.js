import { fillAvatar } from "../helpers/fill-avatar.js";
import { showPresence } from "../helpers/show-presence.js";
/** @typedef {import("../models/presence.js").Presence} Presence */
/** @typedef {import("../models/wire.js").Person} Person */

/** Who belongs to the room, those who are here first. */
class MemberList extends HTMLElement {
  /** @param {import("../models/room.js").Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    room.addEventListener("people", () => this.#show(room.presence), { signal });
  }

  /** @param {Presence} presence */
  #show(presence) {
    const { here, elsewhere } = presence.lists();
    this.#fill("here", here, presence);
    this.#fill("elsewhere", elsewhere, presence);
  }

  /** @param {string} name @param {Person[]} people @param {Presence} presence */
  #fill(name, people, presence) {
    const group = /** @type {HTMLElement} */ (this.querySelector(`[data-group="${name}"]`));
    group.hidden = people.length === 0;
    /** @type {HTMLElement} */ (group.querySelector("[data-count]")).textContent = String(people.length);
    const list = /** @type {HTMLElement} */ (group.querySelector("ul"));
    const known = new Map([...list.children].map((item) => [/** @type {HTMLElement} */ (item).dataset.user, item]));
    list.replaceChildren(...people.map((person) => this.#item(person, presence.nearnessOf(person.id), known.get(String(person.id)))));
  }

  /** @param {Person} person @param {import("../models/wire.js").Nearness} nearness @param {Element} [known] */
  #item({ id, username, avatar }, nearness, known) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const item = /** @type {HTMLElement} */ (known ?? template.content.firstElementChild?.cloneNode(true));
    item.dataset.user = String(id);
    /** @type {HTMLElement} */ (item.querySelector(".place__name")).textContent = username;
    fillAvatar(/** @type {Element} */ (item.querySelector(".avatar")), username, avatar);
    item.querySelector(".place")?.classList.toggle("place--muted", nearness === "offline");
    showPresence(item.querySelector(".presence"), nearness);
    return item;
  }
}

customElements.define("member-list", MemberList);

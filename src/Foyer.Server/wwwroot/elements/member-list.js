import { fillAvatar } from "../helpers/fill-avatar.js";
/** @typedef {import("../models/wire.js").Person} Person */

/** Who belongs to the room, those who are here first. */
class MemberList extends HTMLElement {
  /** @param {import("../models/room.js").Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    room.addEventListener("people", () => this.#show(room.presence.lists()), { signal });
  }

  /** @param {{ here: Person[], elsewhere: Person[] }} lists */
  #show({ here, elsewhere }) {
    this.#fill("here", here, true);
    this.#fill("elsewhere", elsewhere, false);
  }

  /** @param {string} name @param {Person[]} people @param {boolean} online */
  #fill(name, people, online) {
    const group = /** @type {HTMLElement} */ (this.querySelector(`[data-group="${name}"]`));
    group.hidden = people.length === 0;
    /** @type {HTMLElement} */ (group.querySelector("[data-count]")).textContent = String(people.length);
    const list = /** @type {HTMLElement} */ (group.querySelector("ul"));
    const known = new Map([...list.children].map((item) => [/** @type {HTMLElement} */ (item).dataset.user, item]));
    list.replaceChildren(...people.map((person) => this.#item(person, online, known.get(String(person.id)))));
  }

  /** @param {Person} person @param {boolean} online @param {Element} [known] */
  #item({ id, username, avatar }, online, known) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const item = /** @type {HTMLElement} */ (known ?? template.content.firstElementChild?.cloneNode(true));
    item.dataset.user = String(id);
    /** @type {HTMLElement} */ (item.querySelector(".place__name")).textContent = username;
    fillAvatar(/** @type {Element} */ (item.querySelector(".avatar")), username, avatar);
    item.querySelector(".place")?.classList.toggle("place--muted", !online);
    item.querySelector(".presence")?.classList.toggle("presence--off", !online);
    /** @type {HTMLElement} */ (item.querySelector(".presence > span")).textContent = online ? "online" : "offline";
    return item;
  }
}

customElements.define("member-list", MemberList);

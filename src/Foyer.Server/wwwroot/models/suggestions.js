import { argument } from "./completion.js";
import { findEmoji } from "./emoji.js";
import { textKey } from "./text-key.js";
/** @typedef {import("./completion.js").Word} Word */
/** @typedef {import("./wire.js").Person} Person */
/** @typedef {{ value: string, name: string, note: string, person?: Person, nearness?: import("./wire.js").Nearness, sign?: string, icon?: string }} Suggestion */

const MOST = 8;

/** What could be meant by a word: those in the room first, then what the server finds. */
export class Suggestions {
  #presence;
  #me;
  #api;
  /** @type {Map<string, Promise<any[]>>} */ #requested = new Map();

  /** @param {{ presence: import("./presence.js").Presence, me: Person }} room @param {import("./stream-transport.js").Api} api */
  constructor({ presence, me }, api) {
    this.#presence = presence;
    this.#me = me;
    this.#api = api;
  }

  /** @param {Word} word @returns {Promise<Suggestion[]>} */
  async of(word) {
    const found = await { people: this.#people, rooms: this.#rooms, commands: this.#commands, emoji: this.#emoji }[word.kind].call(
      this,
      word,
    );
    return found.slice(0, MOST);
  }

  /** @param {Word} word @returns {Promise<Suggestion[]>} */
  async #people(word) {
    const { here, elsewhere } = this.#presence.lists();
    const members = [...here, ...elsewhere].filter(({ id, username }) => id !== this.#me.id && begins(username, word.asked));
    const known = members.map((person) => ({ ...personal(person, word), nearness: this.#presence.nearnessOf(person.id) }));
    const everybody = word.bare
      ? []
      : [
          ["all", "everybody in this room"],
          ["here", "everybody who is here now"],
        ].filter(([name]) => begins(name, word.asked));
    const all = [...known, ...everybody.map(([name, note]) => ({ value: `@${name}`, name: `@${name}`, note, icon: "people" }))];
    if (all.length >= MOST || word.asked.length < 2) return all;
    const ids = new Set([this.#me.id, ...here.map(({ id }) => id), ...elsewhere.map(({ id }) => id)]);
    const others = (await this.#get(`/api/users?search=${encodeURIComponent(word.asked)}`)).filter(({ id }) => !ids.has(id));
    return [...all, ...others.map((person) => ({ ...personal(person, word), note: "not in this room" }))];
  }

  /** @param {Word} word @returns {Promise<Suggestion[]>} */
  async #rooms(word) {
    const asked = encodeURIComponent(word.asked);
    const [mine, open, events] = await Promise.all([
      this.#get("/api/chats?limit=200"),
      word.asked ? this.#get(`/api/chats?public=true&search=${asked}`) : [],
      word.asked.length > 1 && !word.bare ? this.#get(`/api/events?search=${asked}`) : [],
    ]);
    const own = mine.filter(({ kind, name }) => kind !== "direct" && holds(name, word.asked));
    const others = open.filter(({ id }) => !own.some((room) => room.id === id));
    const rooms = [...own, ...others].map(({ name, kind, topic }) => ({
      value: word.bare ? name : `#${name}`,
      name,
      note: topic ?? "",
      icon: kind === "public" ? "hash" : "lock",
    }));
    return [
      ...rooms,
      ...events.map(({ id, title, date }) => ({ value: `${origin()}/events/${id}`, name: title, note: date, icon: "calendar" })),
    ];
  }

  /** @param {Word} word @returns {Promise<Suggestion[]>} */
  async #commands({ asked }) {
    const all = await this.#get("/api/commands");
    return all
      .filter(({ name }) => begins(name, asked))
      .map(({ name, usage, meaning }) => ({ value: `/${name}`, name: usage, note: meaning, icon: "code" }));
  }

  /** @param {Word} word @returns {Promise<Suggestion[]>} */
  async #emoji({ asked }) {
    return findEmoji(asked, MOST).map(({ sign, name }) => ({ value: sign, name: `:${name}:`, note: "", sign }));
  }

  /** Each question is put once; what could not be asked is asked again. @param {string} path @returns {Promise<any[]>} */
  #get(path) {
    const known = this.#requested.get(path);
    if (known) return known;
    const answer = this.#api("GET", path).then(({ status, body }) => (status === 200 ? body.results : Promise.reject(status)));
    this.#requested.set(path, answer);
    return answer.catch(() => (this.#requested.delete(path), []));
  }
}

/** @param {Person} person @param {Word} word @returns {Suggestion} */
function personal(person, word) {
  return { value: word.bare ? argument(person.username, word) : `@${person.username}`, name: person.username, note: "", person };
}

/** @param {string} name @param {string} asked */
function begins(name, asked) {
  const [key, wanted] = [textKey(name), textKey(asked)];
  return key.split(/[\s_.-]/u).some((part) => part.startsWith(wanted)) || key.startsWith(wanted);
}

/** @param {string} name @param {string} asked */
function holds(name, asked) {
  return textKey(name).includes(textKey(asked));
}

function origin() {
  return globalThis.location?.origin ?? "";
}

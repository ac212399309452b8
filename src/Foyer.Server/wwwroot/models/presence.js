/** @typedef {import("./wire.js").Person} Person */

/** @typedef {import("./wire.js").Nearness} Nearness */

/** Who belongs to a room and who of them is online, anywhere; online first, then by name. */
export class Presence {
  /** @type {Map<number, Person>} */ #members = new Map();
  /** @type {Set<number>} */ #here = new Set();
  /** @type {Set<number>} */ #away = new Set();
  #me;

  /** @param {Person} me @param {Person[]} [members] */
  constructor(me, members = []) {
    this.#me = me;
    this.restart(members);
  }

  /** Replaces all members, each with their state. @param {Person[]} members */
  restart(members) {
    this.#members.clear();
    this.#here.clear();
    this.#away.clear();
    for (const member of members) this.#members.set(member.id, member);
    this.changedTo(members);
  }

  /** Who is present in the room is online; others may be online elsewhere. The list leaves out its recipient. @param {Person[]} others */
  listed(others) {
    this.#members.set(this.#me.id, this.#me);
    for (const person of [this.#me, ...others]) this.came(person);
  }

  /** @param {Person} person */
  came(person) {
    this.#members.set(person.id, person);
    this.#here.add(person.id);
    this.changedTo([{ id: person.id, online: true, away: person.away }]);
  }

  /** @param {{ id: number, online?: boolean, away?: boolean }[]} users */
  changedTo(users) {
    for (const { id, online, away } of users) {
      if (online) this.#here.add(id);
      else this.#here.delete(id);
      if (away) this.#away.add(id);
      else this.#away.delete(id);
    }
  }

  /** @param {number} id @returns {Nearness} */
  nearnessOf(id) {
    if (!this.#here.has(id)) return "offline";
    return this.#away.has(id) ? "away" : "online";
  }

  /** @param {Person} person */
  joined(person) {
    if (!this.#members.has(person.id)) this.#members.set(person.id, person);
  }

  /** @param {number} id */
  left(id) {
    this.#members.delete(id);
    this.#here.delete(id);
  }

  /** @param {Person} person with a new name or picture */
  changed(person) {
    if (this.#members.has(person.id)) this.#members.set(person.id, { ...this.#members.get(person.id), ...person });
  }

  /** @param {number} id */
  nameOf(id) {
    return this.#members.get(id)?.username ?? null;
  }

  lists() {
    const all = [...this.#members.values()].sort((one, other) => one.username.localeCompare(other.username));
    return { here: all.filter(({ id }) => this.#here.has(id)), elsewhere: all.filter(({ id }) => !this.#here.has(id)) };
  }
}

/** Fetches all members of a room, page by page. @param {number} chat @param {import("./stream-transport.js").Api} api @returns {Promise<Person[] | null>} null when a page could not be fetched */
export async function fetchMembers(chat, api) {
  /** @type {Person[]} */ const members = [];
  for (let next = `/api/chats/${chat}/members?limit=200`; next;) {
    const answer = await api("GET", next).catch(() => null);
    if (answer?.status !== 200) return null;
    members.push(...answer.body.results);
    next = answer.body.next;
  }
  return members;
}

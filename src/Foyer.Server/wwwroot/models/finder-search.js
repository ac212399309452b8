import { plainTerms, filled, hasFilters, knownValues, openFilter, toOption } from "./finder.js";
/** @typedef {import("./finder.js").Option} Option */

const FEW = 4;
const MESSAGES = 6;

/** Asks the server for what is typed into the finder: values for an open filter, else everything that fits. */
export class FinderSearch {
  #api;
  #now;

  /** @param {import("./stream-transport.js").Api} api @param {() => number} [now] */
  constructor(api, now = Date.now) {
    this.#api = api;
    this.#now = now;
  }

  /** @param {string} typed @returns {Promise<Option[]>} */
  async find(typed) {
    const filter = openFilter(typed);
    if (filter) return this.#values(typed, filter);
    const words = plainTerms(typed);
    const messages = this.#request("message", typed.trim(), MESSAGES);
    if (hasFilters(typed) || !words) return typed.trim() ? messages : [];
    const others = /** @type {const} */ (["room", "user", "event"]).map((kind) => this.#request(kind, words, FEW));
    return (await Promise.all([...others, messages])).flat();
  }

  /** @param {string} typed @param {NonNullable<ReturnType<typeof openFilter>>} filter @returns {Promise<Option[]>} */
  async #values(typed, { name, value }) {
    const kind = name === "from" ? "user" : "room";
    const known =
      name === "from" || name === "in"
        ? (value ? await this.#request(kind, value, FEW * 2) : []).map(({ title, ...rest }) => ({ ...rest, value: title, note: "" }))
        : knownValues(name, value, this.#now());
    return known.map(({ value: one, note, ...rest }) => ({
      text: note,
      ...rest,
      kind: "Filter",
      title: `${name}:${one}`,
      href: undefined,
      insert: filled(typed, name, one),
    }));
  }

  /** @param {"room" | "user" | "event" | "message"} kind @param {string} words @param {number} limit @returns {Promise<Option[]>} */
  async #request(kind, words, limit) {
    const answer = await this.#api("GET", `/api/search?kind=${kind}&limit=${limit}&q=${encodeURIComponent(words)}`).catch(() => null);
    return answer?.status === 200 ? answer.body.results.map((/** @type {any} */ found) => toOption(kind, found)) : [];
  }
}

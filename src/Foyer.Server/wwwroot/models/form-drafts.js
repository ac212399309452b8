/** @typedef {Record<string, string>} Values by field */

/** What was typed into a form and not yet accepted, by user and form, and only the fields that differ from what the page came with. */
export class FormDrafts {
  #storage;
  #prefix;

  /** @param {import("./drafts.js").Store} storage @param {number} user */
  constructor(storage, user) {
    this.#storage = storage;
    this.#prefix = `foyer:form:${user}:`;
  }

  /** @param {string} form @returns {Values} */
  read(form) {
    try {
      return JSON.parse(this.#storage.getItem(this.#prefix + form) ?? "{}");
    } catch {
      return {};
    }
  }

  /** @param {string} form @param {Values} original @param {Values} typed */
  write(form, original, typed) {
    const changed = Object.entries(typed).filter(([name, value]) => value !== (original[name] ?? ""));
    if (changed.length > 0) this.#storage.setItem(this.#prefix + form, JSON.stringify(Object.fromEntries(changed)));
    else this.remove(form);
  }

  /** @param {string} form */
  remove(form) {
    this.#storage.removeItem(this.#prefix + form);
  }
}

/** @typedef {Record<string, string>} Values by field */

/** What was typed into a form and not yet accepted, by user and form. */
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

  /** @param {string} form @param {Values} values */
  write(form, values) {
    if (Object.keys(values).length > 0) this.#storage.setItem(this.#prefix + form, JSON.stringify(values));
    else this.remove(form);
  }

  /** @param {string} form */
  remove(form) {
    this.#storage.removeItem(this.#prefix + form);
  }
}

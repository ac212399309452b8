/** @typedef {import("../models/message-groups.js").Row} Row */
/** @typedef {{ item: HTMLElement, row: Row, looks: string, message: any }} Shown */

/** Keeps the list of a log equal to its rows: each row's element lives as long as its key, and is filled only when its looks change. */
export class TimelineRows {
  /** @type {Map<string, Shown>} */ #shown = new Map();
  #list;
  #templates;
  #fill;
  #looks;

  /**
   * @param {HTMLElement} list @param {Element} templates what holds a template for each kind of row
   * @param {{ fill: (item: HTMLElement, row: Row) => void, looks: (row: Row) => string }} how `looks` tells all but the message that decides how a row looks
   */
  constructor(list, templates, { fill, looks }) {
    this.#list = list;
    this.#templates = templates;
    this.#fill = fill;
    this.#looks = looks;
  }

  /** The elements of messages in order: unlike separators, they keep their place among each other. @returns {HTMLElement[]} */
  get messages() {
    return [...this.#shown.values()].filter(({ row }) => row.kind === "message").map(({ item }) => item);
  }

  /** @param {HTMLElement} item */
  rowOf(item) {
    return this.#shown.get(item.dataset.key ?? "")?.row ?? null;
  }

  /** @param {Iterable<Row>} rows @param {Set<number>} lit ids of the messages that arrive just now */
  draw(rows, lit) {
    const before = this.#shown;
    this.#shown = new Map();
    /** @type {Element | null} */ let next = this.#list.firstElementChild;
    for (const row of rows) {
      const item = this.#item(row, before.get(row.key));
      if (row.kind === "message" && lit.has(row.message.id)) item.classList.add("message--arriving");
      if (item === next) next = next.nextElementSibling;
      else this.#list.insertBefore(item, next);
    }
    while (next) {
      const gone = next;
      next = next.nextElementSibling;
      gone.remove();
    }
  }

  /** A fresh copy of a template's element. @param {string} name @returns {HTMLElement} */
  copy(name) {
    const template = /** @type {HTMLTemplateElement} */ (this.#templates.querySelector(`template[data-row="${name}"]`));
    return /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
  }

  /** @param {Row} row @param {Shown | undefined} known */
  #item(row, known) {
    const item = known?.item ?? this.#make(row);
    const message = row.kind === "message" ? row.message : null;
    const looks = this.#looks(row);
    if (known === undefined || known.looks !== looks || known.message !== message) this.#fill(item, row);
    this.#shown.set(row.key, { item, row, looks, message });
    return item;
  }

  /** The server's own row where there is one, else a copy of the template it was made from. @param {Row} row */
  #make(row) {
    const made = row.kind === "message" && row.message.id ? document.getElementById(`message-${row.message.id}`) : null;
    if (made && this.#list.contains(made)) return made;
    const item = this.copy(row.kind === "message" && row.message.kind === "system" ? "system" : row.kind);
    item.dataset.key = row.key;
    return item;
  }
}

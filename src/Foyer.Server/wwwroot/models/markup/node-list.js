/**
 * A doubly linked list, so that parts of it are wrapped without copying the rest. A node is in one list.
 * @template {{ previous?: any, next?: any }} T
 */
export class NodeList {
  /** @type {T | null} */ first = null;
  /** @type {T | null} */ last = null;

  /** @param {T} node */
  add(node) {
    node.previous = this.last;
    node.next = null;
    if (this.last) this.last.next = node;
    else this.first = node;
    this.last = node;
  }

  /** Takes all from a node to the end out. @param {T} first @returns {T[]} */
  cut(first) {
    const taken = this.between({ next: first }, null);
    this.last = first.previous;
    if (this.last) this.last.next = null;
    else this.first = null;
    return taken;
  }

  /** @param {{ next?: any }} from @param {T | null} to @returns {T[]} */
  between(from, to) {
    const between = [];
    for (let node = from.next; node && node !== to; node = node.next) between.push(node);
    return between;
  }

  /** Puts one node in the place of what lies between two. @param {T} from @param {T} to @param {T} node */
  replace(from, to, node) {
    node.previous = from;
    node.next = to;
    from.next = to.previous = node;
  }

  /** @returns {T[]} */
  toArray() {
    return this.between({ next: this.first }, null);
  }
}

import { mailAddress } from "./addresses.js";
/** @typedef {import("./inlines.js").Node} Node */
/** @typedef {import("./inlines.js").Inline} Inline */
/** @typedef {{ text: string, source: (at: number) => number, isLink: boolean }} Context */

/** The nodes without what only the parser needs. @param {Node[]} nodes @param {Context} context @returns {Inline[]} */
export function finish(nodes, context) {
  /** @type {Inline[]} */ const parts = [];
  let [from, to] = [0, 0];
  const flush = () => {
    if (to > from) parts.push(...withMail(context, from, to));
    from = to;
  };
  for (const node of opened(nodes)) {
    const length = lengthOf(node);
    if (length !== null) {
      const { at } = /** @type {{ at: number }} */ (node);
      if (length > 0 && at !== to) {
        flush();
        from = at;
      }
      if (length > 0) to = at + length;
      continue;
    }
    flush();
    parts.push(...finished(node, context));
  }
  flush();
  return parts;
}

/** Wrappers that show nothing are opened without recursion: there may be thousands inside each other. @param {Node[]} nodes @returns {Generator<Node>} */
function* opened(nodes) {
  const waiting = nodes.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop())
    if (node.kind === "flat") waiting.push(...node.parts.toReversed());
    else yield node;
}

/** How many characters a node shows as they are; null when it is more than characters. @param {Node} node */
function lengthOf(node) {
  return node.kind === "text" ? node.text.length : node.kind === "bracket" ? 1 : node.kind === "delimiter" ? node.length : null;
}

/** @param {Node} node @param {Context} context @returns {Inline[]} */
function finished(node, context) {
  switch (node.kind) {
    case "link": {
      const parts = finish(node.parts, { ...context, isLink: true });
      return context.isLink ? parts : [{ kind: "link", href: node.href, parts }];
    }
    case "em":
    case "strong":
    case "s":
      return [{ kind: node.kind, parts: finish(node.parts, context) }];
    case "code":
      return [{ kind: "code", text: node.text }];
    default:
      return [{ kind: "break" }];
  }
}

/** Characters, with the e-mail addresses among them. @param {Context} context @param {number} from @param {number} to @returns {Inline[]} */
function withMail({ text, source, isLink }, from, to) {
  const run = text.slice(from, to);
  /** @type {Inline[]} */ const parts = [];
  const add = (/** @type {number} */ start, /** @type {number} */ end) => {
    if (end > start) parts.push({ kind: "text", text: run.slice(start, end), at: source(from + start) });
  };
  let at = 0;
  for (let mail = isLink ? null : mailAddress(run, 0); mail; mail = mailAddress(run, at)) {
    add(at, mail.start);
    parts.push({
      kind: "link",
      href: mail.href,
      parts: [{ kind: "text", text: run.slice(mail.start, mail.end), at: source(from + mail.start) }],
    });
    at = mail.end;
  }
  add(at, run.length);
  return parts;
}

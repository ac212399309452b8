/** Every text of a tree. */
export function* texts(nodes) {
  for (const node of nodes) {
    if (node.kind === "text") yield node;
    for (const inner of [node.parts, node.blocks, ...(node.items ?? [])]) if (inner) yield* texts(inner);
  }
}

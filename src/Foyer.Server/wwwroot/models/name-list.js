/** Names as one says them: "ada", "ada and ben", "ada, ben and 3 others". @param {string[]} names @param {number} [unnamed] people whose name is not known @param {number} [most] */
export function nameList(names, unnamed = 0, most = 10) {
  const told = names.slice(0, most);
  const others = names.length - told.length + unnamed;
  const rest = others === 0 ? [] : [told.length === 0 ? people(others) : others === 1 ? "1 other" : `${others} others`];
  const all = [...told, ...rest];
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** @param {number} count */
function people(count) {
  return count === 1 ? "1 person" : `${count} people`;
}

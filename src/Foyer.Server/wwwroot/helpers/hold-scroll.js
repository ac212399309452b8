/**
 * Keeps what one reads where it is while rows come and go around it.
 * @param {HTMLElement} scroll @param {Iterable<HTMLElement>} rows @param {() => void} change
 */
export function holdScroll(scroll, rows, change) {
  const top = scroll.getBoundingClientRect().top;
  const seen = [];
  for (const row of rows) {
    const { bottom, top: at } = row.getBoundingClientRect();
    if (bottom > top) seen.push({ row, at });
    if (seen.length > 5) break;
  }
  change();
  const still = seen.find(({ row }) => row.isConnected);
  if (still) scroll.scrollTop += still.row.getBoundingClientRect().top - still.at;
}

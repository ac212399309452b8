/** The hue of a person's doorway: FNV-1a of the name, shifted right by 5, one of twelve; the server computes the same. @param {string} name */
export function avatarHue(name) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash >>> 5) % 12;
}

/** One or two letters: of the first and last word of the name, else its first two. @param {string} name */
export function initials(name) {
  const words = name.split(/[\p{White_Space}_.-]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]].map((word) => [...word][0]) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.map(toCapital).join("");
}

/** The capital of a letter where it is one letter too, as on the server. @param {string} letter */
function toCapital(letter) {
  const capital = letter.toUpperCase();
  return letter === "ı" || [...capital].length > 1 ? letter : capital;
}

const WIDEST = 416;
const HIGHEST = 320;

/** As people say it: 812 B, 13 KB, 1.2 MB; the server says the same. @param {number} bytes */
export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [amount, unit] =
    bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : bytes < 1024 ** 3 ? [bytes / 1024 ** 2, "MB"] : [bytes / 1024 ** 3, "GB"];
  return `${amount < 10 ? Math.floor(amount * 10 + 0.5) / 10 : Math.floor(amount + 0.5)} ${unit}`;
}

/** What follows the last dot of its name, in capitals; empty when there is none. @param {string} name */
export function kindText(name) {
  return /\.([^.]{1,5})$/.exec(name)?.[1].toUpperCase() ?? "";
}

/** Pixels that a picture takes in the log, so that nothing moves when it comes; null when it is none. @param {{ width: number | null, height: number | null }} file */
export function shownSize({ width, height }) {
  if (!width || !height) return null;
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return { width: Math.max(1, Math.floor(width * scale + 0.5)), height: Math.max(1, Math.floor(height * scale + 0.5)) };
}

import { kindText, shownSize, sizeText } from "../models/file-text.js";
/** @typedef {import("../models/wire.js").Upload} Upload */

/** Shows what a message carries: pictures in their size, other files as a line. @param {HTMLElement} place @param {Upload[]} files @param {(name: string) => HTMLElement} copy */
export function fillFiles(place, files, copy) {
  const wanted = files.map(({ id }) => id).join(" ");
  if ((place.dataset.files ?? "") !== wanted) place.replaceChildren(...files.map((file) => fileElement(file, copy)));
  place.dataset.files = wanted;
  place.hidden = files.length === 0;
}

/** @param {Upload} file @param {(name: string) => HTMLElement} copy */
function fileElement(file, copy) {
  const size = file.type.startsWith("image/") ? shownSize(file) : null;
  const element = copy(size ? "picture" : "file");
  element.dataset.file = String(file.id);
  const link = /** @type {HTMLAnchorElement} */ (element.matches("a") ? element : element.querySelector("a"));
  link.href = file.url;
  if (size) fillPicture(element, file, size);
  else fillLine(/** @type {HTMLAnchorElement} */ (link), file);
  return element;
}

/** @param {Element} figure @param {Upload} file @param {{ width: number, height: number }} size */
function fillPicture(figure, { url, preview, name, alt, size: bytes }, size) {
  const image = /** @type {HTMLImageElement} */ (figure.querySelector("img"));
  Object.assign(image, size, { alt: alt ?? name, src: preview?.url ?? url });
  /** @type {HTMLElement} */ (figure.querySelector("figcaption")).textContent = `${name}, ${sizeText(bytes)}`;
}

/** @param {HTMLAnchorElement} link @param {Upload} file */
function fillLine(link, { name, size }) {
  link.download = name;
  for (const [part, words] of [
    ["kind", kindText(name)],
    ["name", name],
    ["size", sizeText(size)],
  ])
    /** @type {HTMLElement} */ (link.querySelector(`.file__${part}`)).textContent = words;
}

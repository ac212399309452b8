import { avatarHue, initials } from "../models/avatar.js";

const DEFAULT = "default-user-avatar.jpg";

/** Puts a person's picture, else their initials, into a doorway. @param {Element} avatar @param {string} name @param {string | null | undefined} path */
export function fillAvatar(avatar, name, path) {
  for (const each of [...avatar.classList]) if (/^avatar--\d+$/.test(each)) avatar.classList.remove(each);
  avatar.classList.add(`avatar--${avatarHue(name)}`);
  const inside = avatar.firstElementChild;
  const picture =
    path && !path.endsWith(DEFAULT) ? Object.assign(new Image(), { src: path, alt: "", className: "avatar__image" }) : letters(name);
  if (inside) inside.replaceWith(picture);
  else avatar.append(picture);
}

/** @param {string} name */
function letters(name) {
  const span = document.createElement("span");
  span.ariaHidden = "true";
  span.textContent = initials(name);
  return span;
}

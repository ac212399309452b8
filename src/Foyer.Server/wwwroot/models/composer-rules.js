/** @typedef {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">} Key */

const LENGTH_SHOWN_FROM = 0.8;

/**
 * The action that a key has in the message composer. On a touch screen, Enter begins a new line.
 * @param {Key} event
 * @param {{ isEmpty: boolean, isAbout: boolean, isTouch: boolean }} composer `isAbout` is true while the text is a reply or an edit
 * @returns {"send" | "edit-last" | "set-aside" | "mark-read" | null}
 */
export function actionOfComposerKey({ key, shiftKey, ctrlKey, metaKey, altKey }, { isEmpty, isAbout, isTouch }) {
  if (key === "Enter") return ctrlKey || metaKey || (!shiftKey && !isTouch) ? "send" : null;
  if (key === "ArrowUp") return !altKey && isEmpty && !isAbout ? "edit-last" : null;
  if (key !== "Escape") return null;
  if (isAbout) return "set-aside";
  return isEmpty ? "mark-read" : null;
}

/** The length of a text near or over its limit; empty while it is far from it. @param {number} length @param {number} limit */
export function lengthText(length, limit) {
  if (length < limit * LENGTH_SHOWN_FROM) return "";
  return length > limit ? `${length - limit} over the limit of ${limit}` : `${length} of ${limit}`;
}

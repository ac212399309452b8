/** @typedef {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">} Key */

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

import { FormDrafts } from "../models/form-drafts.js";
import { changedValues, fillIn, hasText } from "../models/form-values.js";
import { browserStorage, tabStorage } from "./page-storage.js";
import { pageUser } from "./page-user.js";
/** @typedef {import("../models/form-drafts.js").Values} Values */

/** The server does not pass on longer names. */
const LONGEST_NAME = 500;
const OTHER_METHODS = ["get", "dialog"];

/** By user. What is typed before sign-in belongs to nobody yet, and stays in its tab. */
export const formDrafts = new FormDrafts(pageUser() === 0 ? tabStorage : browserStorage, pageUser());

/** What was restored when the form came. @type {WeakMap<HTMLFormElement, Values>} */ const earlier = new WeakMap();

/**
 * The text of every form survives a reload, a lost connection, the end of the session and a crash, until the server accepts the form.
 * `data-unkept` on a form excludes it. Called anew for forms that arrive later.
 * @param {ParentNode} part
 */
export function restoreForms(part) {
  for (const form of part.querySelectorAll("form")) if (isKept(form)) restore(form);
}

/** Only the server knows that it accepted a form: it names it on the page that follows. @param {Document} page */
export function forgetAccepted(page) {
  const accepted = /** @type {HTMLMetaElement | null} */ (page.querySelector("meta[name=accepted-form]"));
  if (accepted) formDrafts.remove(accepted.content);
}

/** For a form that a script sends. @param {HTMLFormElement} form */
export function forgetForm(form) {
  formDrafts.remove(nameOf(form));
}

/** @param {HTMLFormElement} form */
function restore(form) {
  const values = formDrafts.read(nameOf(form));
  earlier.set(form, values);
  const changed = fillIn(form, values);
  if (changed.length === 0) return;
  for (const details of closedAround(form)) details.open = true;
  // What is in a dialog is seen when it opens.
  if (changed.some((control) => form.contains(control))) form.before(note(form));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLFormElement} form */
function note(form) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("restored"));
  const note = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
  note.querySelector("button")?.addEventListener("click", () => {
    forgetForm(form);
    earlier.delete(form);
    form.reset();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    note.remove();
  });
  return note;
}

/** @param {HTMLFormElement} form */
function closedAround(form) {
  const all = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details:not([open])")]);
  return all.filter((details) => details.contains(form) || form.contains(details));
}

/** @param {Event} event */
function typed({ target }) {
  const form = /** @type {HTMLInputElement} */ (target).form;
  if (form && isKept(form)) formDrafts.write(nameOf(form), changedValues(form, earlier.get(form) ?? {}));
}

/** The server passes the name on to the page that follows. @param {Event} event */
function sending({ target }) {
  const form = /** @type {HTMLFormElement} */ (target);
  if (!isKept(form)) return;
  const known = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=__kept_form]"));
  const field = known ?? Object.assign(document.createElement("input"), { type: "hidden", name: "__kept_form" });
  field.value = nameOf(form);
  form.append(field);
}

/** @param {HTMLFormElement} form */
function isKept(form) {
  const method = form.getAttribute("method") ?? "";
  return !form.hasAttribute("data-unkept") && !OTHER_METHODS.includes(method) && nameOf(form).length <= LONGEST_NAME && hasText(form);
}

/** Where it is sent, and its id where several are sent to the same address. @param {HTMLFormElement} form */
function nameOf(form) {
  const { pathname, search } = new URL(form.getAttribute("action") ?? "", location.href);
  return pathname + search + (form.id && `#${form.id}`);
}

forgetAccepted(document);
restoreForms(document);
document.addEventListener("input", typed);
document.addEventListener("submit", sending, true);

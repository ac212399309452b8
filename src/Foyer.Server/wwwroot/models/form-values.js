/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/** @typedef {import("./form-drafts.js").Values} Values */

const TEXT = "textarea, input:not([type]), input:is([type=text], [type=email], [type=tel], [type=url])";
/** The page fills in the first of these by itself; the others are secrets, or cannot be filled in by a script. */
const LEFT_OUT = "[type=hidden], [type=password], [type=file], [type=submit], [autocomplete=one-time-code]";

/** Whether there is a field for text in the form. @param {HTMLFormElement} form */
export function hasText(form) {
  return controls(form).some((control) => control.matches(TEXT));
}

/** The fields that differ from what the page came with, and those in `also`. @param {HTMLFormElement} form @param {Values} also @returns {Values} */
export function changedValues(form, also) {
  const changed = controls(form).filter((control) => control.name in also || isChanged(control));
  return Object.fromEntries(
    changed.filter((control) => control.type !== "radio" || isChecked(control)).map((control) => [control.name, valueOf(control)]),
  );
}

/** @param {HTMLFormElement} form @param {Values} values @returns {Control[]} the fields that changed by it */
export function fillIn(form, values) {
  return controls(form)
    .filter(({ name }) => name in values)
    .filter((control) => show(control, values[control.name]));
}

/** @param {HTMLFormElement} form @returns {Control[]} */
function controls(form) {
  const all = /** @type {Control[]} */ ([...form.elements].filter((each) => each.matches("input, textarea, select")));
  return all.filter((control) => control.name && !control.matches(LEFT_OUT));
}

/** @param {Control} control */
function isChanged(control) {
  if (control instanceof HTMLSelectElement) return control.value !== initialOption(control)?.value;
  return isChoice(control) ? control.checked !== control.defaultChecked : control.value !== control.defaultValue;
}

/** @param {HTMLSelectElement} select */
function initialOption(select) {
  return [...select.options].find((option) => option.defaultSelected) ?? select.options[0];
}

/** An unticked box has no value. @param {Control} control */
function valueOf(control) {
  return isChoice(control) && !control.checked ? "" : control.value;
}

/** @param {Control} control @param {string} value */
function show(control, value) {
  const before = isChoice(control) ? control.checked : control.value;
  if (isChoice(control)) control.checked = control.value === value;
  else control.value = value;
  return before !== (isChoice(control) ? control.checked : control.value);
}

/** @param {Control} control @returns {control is HTMLInputElement} */
function isChoice(control) {
  return control.type === "radio" || control.type === "checkbox";
}

/** @param {Control} control */
function isChecked(control) {
  return /** @type {HTMLInputElement} */ (control).checked;
}

/** Makes a text field as tall as its text, where CSS alone cannot. @param {HTMLTextAreaElement} input */
export function growWithText(input) {
  if (CSS.supports("field-sizing", "content")) return;
  input.style.blockSize = "auto";
  input.style.blockSize = `${input.scrollHeight}px`;
}

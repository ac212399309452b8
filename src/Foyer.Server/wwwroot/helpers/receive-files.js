/**
 * Files come by drop anywhere on the pane, by paste into the field, or by the button.
 * @param {HTMLElement} field in the pane @param {(files: File[]) => void} take @param {AbortSignal} signal
 */
export function receiveFiles(field, take, signal) {
  const pane = /** @type {HTMLElement} */ (field.closest("main"));
  const [over, button, input] = ["[data-drop]", "[data-attach]", "[data-picked]"].map(
    (each) => /** @type {any} */ (pane.querySelector(each)),
  );
  let depth = 0;
  const show = (/** @type {number} */ by) => (over.hidden = (depth = Math.max(0, depth + by)) === 0);
  const holds = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  /** @param {string} name @param {(event: DragEvent) => void} run */
  const dragged = (name, run) =>
    pane.addEventListener(
      name,
      (event) => holds(/** @type {DragEvent} */ (event)) && (event.preventDefault(), run(/** @type {DragEvent} */ (event))),
      { signal },
    );
  dragged("dragenter", () => show(+1));
  dragged("dragleave", () => show(-1));
  dragged("dragover", () => {});
  dragged("drop", ({ dataTransfer }) => {
    show(-depth);
    take([...(dataTransfer?.files ?? [])]);
  });
  field.addEventListener(
    "paste",
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || isPictureOfText(event.clipboardData)) return;
      event.preventDefault();
      take(files);
    },
    { signal },
  );
  button.addEventListener("click", () => input.click(), { signal });
  input.addEventListener(
    "change",
    () => {
      take([...(input.files ?? [])]);
      input.value = "";
    },
    { signal },
  );
}

/**
 * Office programs put a picture of the copied text beside it, and formatted text too: the text is meant. A file manager puts the names
 * of the files beside them: the files are meant.
 * @param {DataTransfer | null} data
 */
function isPictureOfText(data) {
  return data !== null && data.types.includes("text/plain") && (data.types.includes("text/html") || data.types.includes("text/rtf"));
}

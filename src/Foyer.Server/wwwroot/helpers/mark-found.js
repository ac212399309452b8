const FOUND_FOR = 4000;

/** Marks the message that was looked for, for a while; one at a time. @param {Element} list @param {Element | null} item */
export function markFound(list, item) {
  for (const other of list.querySelectorAll(".message--found")) other.classList.remove("message--found");
  item?.classList.add("message--found");
  setTimeout(() => item?.classList.remove("message--found"), FOUND_FOR);
}

import { toast } from "./toast.js";

const ASKED = "foyer:notices-asked";

/** Offers notices by the system, once, at a moment that shows what they are good for: the first direct message. */
export function offerNotices() {
  if (!("Notification" in window) || Notification.permission !== "default" || localStorage.getItem(ASKED)) return;
  localStorage.setItem(ASKED, "yes");
  toast(
    "Hear of messages also while you look elsewhere?",
    { label: "Allow", run: () => void Notification.requestPermission() },
    { stays: true },
  );
}

/** Several tabs show the same entry once. @param {{ id: number, title: string, text: string, go: () => void }} given */
export function showNotice({ id, title, text, go }) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const notice = new Notification(title, { body: text, tag: `foyer-${id}`, icon: "/img/mark.svg" });
  notice.addEventListener("click", () => {
    window.focus();
    notice.close();
    go();
  });
}

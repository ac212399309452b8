import { browserStorage } from "./page-storage.js";
import { toast } from "./toast.js";

const ASKED = "foyer:notices-asked";

/** Offers notices by the system, once, at a moment that shows what they are good for: the first direct message. */
export function offerNotices() {
  if (!("Notification" in window) || Notification.permission !== "default" || browserStorage.getItem(ASKED)) return;
  browserStorage.setItem(ASKED, "yes");
  toast(
    "Get notified of messages while you’re not looking at this page?",
    [
      { label: "Turn on", run: () => void Notification.requestPermission() },
      { label: "Not now", run: () => {} },
    ],
    { stays: true },
  );
}

/**
 * Shown by the worker where there is one: then several tabs, and a push of the same entry, are one notice on the screen.
 * @param {{ title: string, text: string, tag: string, url: string }} given
 */
export async function showNotice({ title, text, tag, url }) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const look = { body: text, tag, icon: "/img/mark.svg" };
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  if (worker?.active) return worker.showNotification(title, { ...look, data: { url } });
  const notice = new Notification(title, look);
  notice.addEventListener("click", () => {
    window.focus();
    notice.close();
    location.assign(url);
  });
}

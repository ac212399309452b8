/** Shows what the server pushes while no page is open, and opens the page it is about. It does nothing else: no cache, no fetch. */
const worker = /** @type {any} */ (self);

worker.addEventListener("push", (/** @type {any} */ event) => {
  const { title, body, tag, url } = event.data?.json() ?? { title: "Foyer" };
  event.waitUntil(show(title, { body, tag, icon: "/img/mark.svg", data: { url } }));
});

worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.url ?? "/notifications"));
});

/** A page in sight tells it itself, as does one that opened while the push was on its way. @param {string} title @param {object} look */
async function show(title, look) {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!pages.some((/** @type {any} */ page) => page.visibilityState === "visible")) await worker.registration.showNotification(title, look);
}

/** A page that is open already comes to the front. @param {string} url */
async function lead(url) {
  const [page] = await worker.clients.matchAll({ type: "window" });
  if (!page) return worker.clients.openWindow(url);
  await page.focus();
  return page.navigate(url);
}

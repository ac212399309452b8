/** @typedef {import("./event-state.js").EventObject} EventObject */

/**
 * The event as it will most likely be once the server has done as asked; its answer counts.
 * @param {EventObject} event @param {import("./event-state.js").Act["act"]} act @returns {EventObject}
 */
export function expectedEvent(event, act) {
  const mine = event.my_booking ?? null;
  if (act === "book") {
    // A place that was offered is no longer among the free ones.
    const taken = mine?.offer_until ? 0 : 1;
    const free = event.free_places === null ? null : event.free_places - taken;
    return { ...event, attendees: event.attendees + 1, free_places: free, my_booking: booking("accepted", null) };
  }
  if (act === "wait") return { ...event, waitlisted: event.waitlisted + 1, my_booking: booking("waitlisted", event.waitlisted + 1) };
  return { ...event, attendees: event.attendees - (mine?.status === "accepted" ? 1 : 0), my_booking: null };
}

/** @param {import("./event-state.js").Booking["status"]} status @param {number | null} position */
function booking(status, position) {
  return { id: "", status, position, offer_until: null };
}

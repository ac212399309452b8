import { api } from "./api.js";
import { toast } from "./toast.js";
/** @typedef {import("../models/event-state.js").Act["act"]} Act */
/** @typedef {{ status: number, body: any } | null} Answer null without a network */

/** Books, joins the waitlist or withdraws. @param {string} id of the event @param {Act} act @returns {Promise<Answer>} */
export function bookEvent(id, act) {
  const path = `/api/events/${id}/booking`;
  return (act === "withdraw" ? api("DELETE", path) : api("PUT", path, { waitlist: act === "wait" })).catch(() => null);
}

/** @param {Answer} answer */
export function isBooked(answer) {
  return answer !== null && answer.status < 400;
}

/**
 * Says how it went and offers what comes next.
 * @param {Answer} answer @param {{ id: string, chat?: string | number | null, going: boolean }} event `chat` is its room, `going` whether one had a seat @param {(act: Act) => void} next
 */
export function announceBooking(answer, { id, chat, going }, next) {
  const undo = { label: "Undo", run: () => next("withdraw") };
  const calendar = { label: "Add to calendar", run: () => location.assign(`/api/events/${id}.ics`) };
  const talk = { label: "Open the chat", run: () => location.assign(`/rooms/${chat}`) };
  if (!isBooked(answer)) refused(answer?.body?.errors?.[0], next);
  else if (!answer?.body) toast(going ? "Your seat is free again." : "Done.");
  else if (answer.body.status === "accepted") toast("You’re in.", [calendar, ...(chat ? [talk] : []), undo], { lasts: true });
  else toast("You’re on the waitlist.", undo);
}

/** @param {{ code: string, detail: string } | undefined} error @param {(act: Act) => void} next */
function refused(error, next) {
  const wait = { label: "Join waitlist", run: () => next("wait") };
  if (error?.code === "event_full")
    toast("The last seat went a moment ago. Whoever waits gets the next one that comes free.", wait, { lasts: true });
  else toast(error?.detail ?? "No connection. Nothing has changed.", undefined, { danger: true });
}

import { Outbox } from "../models/outbox.js";
import { on } from "../models/on.js";
import { frameOf } from "../models/message-sender.js";
import { openConnection } from "./live-connection.js";
import { toast } from "./toast.js";
import { adoptUnsent, unsent } from "./unsent.js";

/** What earlier pages could not send to rooms other than the open one is sent from here. */
const line = openConnection();
const shown = Number(document.querySelector("room-pane")?.getAttribute("chat"));
const outbox = new Outbox((frame) => line.state === "open" && line.send(frame));
const { signal } = new AbortController();

/** @param {boolean} first */
async function takeOver(first) {
  for (const letter of await adoptUnsent((chat) => chat !== shown, first)) if (!letter.refused) outbox.resume(frameOf(letter), false);
}

/** @param {import("../models/wire.js").Frame} frame */
function hear({ event_type, message, client_id, ...more }) {
  if (event_type === "chat_message") outbox.confirmed(message.client_id);
  if (event_type === "error") outbox.refused({ event_type, client_id, ...more });
}

/** @param {{ client_id: string, chat: number, state: string, reason: string, code: string }} letter */
function changed({ client_id, chat, state, reason, code }) {
  if (state !== "failed" || !code) return;
  unsent.mark(client_id, { reason, code });
  toast(`A message was not sent: ${reason}`, { label: "Open", run: () => location.assign(`/rooms/${chat}`) }, { danger: true });
}

/** @param {string} state */
function turned(state) {
  if (state !== "open") return outbox.lost();
  outbox.flush();
  void takeOver(false);
}

on(line, "frame", hear, signal);
on(line, "state", turned, signal);
on(outbox, "change", changed, signal);
on(outbox, "done", (clientId) => unsent.remove(clientId), signal);
void takeOver(true);

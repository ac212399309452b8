import { mayDo } from "./fill-message.js";
import { toast } from "./toast.js";
/** @typedef {import("../models/wire.js").Message} Message */
/** @typedef {import("../models/room.js").Room} Room */
/** @typedef {{ act: string, message: Message | null, row?: import("../models/message-groups.js").Row, anchor?: HTMLElement, emoji?: string, file?: number }} Wish */
/**
 * @typedef {object} Parts of the room's page
 * @property {import("../elements/message-composer.js").MessageComposer | null} composer comes and goes with the right to write
 * @property {import("../elements/message-menu.js").MessageMenu} menu
 * @property {import("../elements/emoji-picker.js").EmojiPicker} picker
 * @property {import("../elements/report-dialog.js").ReportDialog} reports
 * @property {import("../elements/image-viewer.js").PictureViewer} viewer
 * @property {import("../models/read-rules.js").ReadRules} reading
 */

/** Carries out what one wishes of a message. @param {Room} room @param {Parts} parts @returns {(wish: Wish) => void} */
export function messageActionHandlers(room, parts) {
  const { menu, picker, reports, viewer, reading } = parts;

  /** @type {Record<string, (message: Message, wish: Wish) => any>} */
  const acts = {
    edit: (message) => parts.composer?.take("edit", message),
    reply: (message) => parts.composer?.take("reply", message),
    react: (message, { anchor }) => anchor && picker.ask(anchor, (emoji) => void room.react(current(message), emoji)),
    toggle: (message, { emoji = "" }) => room.react(current(message), emoji),
    open: ({ attachments }, { file = 0 }) => viewer.open(attachments, file),
    remove: ({ id }) => {
      if (parts.composer?.edited?.id === id) parts.composer.setAside();
      room.remove(id);
      toast("Message deleted", { label: "Undo", run: () => room.spare(id) });
    },
    more: (message, { anchor }) => {
      if (!message.id || message.is_deleted || message.kind === "system" || !anchor) return;
      const mine = room.timeline.isMine(message);
      menu.open(
        message,
        anchor,
        mayDo(message, { mine, moderates: room.moderates, mayWrite: room.mayWrite, pinned: room.pins.has(message.id) }),
      );
    },
    pin: async ({ id }) => (await room.pin(id, true)) && toast("Pinned for everybody in the room"),
    unpin: async ({ id }) => (await room.pin(id, false)) && toast("Pin taken off"),
    report: (message) => reports.ask(message),
    unread: ({ id }) => {
      reading.holdAt(id - 1);
      room.marker.moveBefore(id);
      toast("Marked as unread from here");
    },
    words: ({ text }) => copy(text, "Text copied"),
    copy: ({ id }) => copy(`${location.origin}/rooms/${room.id}#message-${id}`, "Link copied"),
    retry: ({ client_id }) => room.outbox.retry(String(client_id)),
    discard: ({ client_id }) => room.sender.discard(String(client_id)),
    "send-as-text": ({ client_id, text }) => {
      room.sender.discard(String(client_id));
      void room.sender.send(`/${text}`);
    },
    leave: () => parts.composer?.input.focus(),
  };

  /** As it is now: what was chosen may have changed while one chose. @param {Message} message */
  const current = (message) => room.timeline.find(message.id) ?? message;

  return (wish) => {
    const { act, message, row } = wish;
    if (act === "unfold" && row?.kind === "hidden") room.timeline.unfold(row.ids);
    if (act === "dismiss" && row?.kind === "answer") room.timeline.dismiss(row.key);
    if (row?.kind === "hidden" || row?.kind === "answer") return act === "leave" ? parts.composer?.input.focus() : room.emitRows([]);
    if (message) acts[act]?.(message, wish);
  };
}

/** @param {string} text @param {string} done */
async function copy(text, done) {
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  toast(copied ? done : text, undefined, { stays: !copied });
}

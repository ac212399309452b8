import { clock as realClock } from "./clock.js";
import { isTemporary, reasonOfEnd } from "./close-codes.js";
import { TransportChoice } from "./transport-choice.js";
import { Heartbeat } from "./heartbeat.js";
import { emit } from "./on.js";
import { RetryTimer } from "./retry-timer.js";
import { RoomPositions } from "./room-positions.js";
/** @typedef {import("./wire.js").Frame} Frame */
/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./transport-choice.js").Transport} Transport */
/** @typedef {"idle" | "connecting" | "open" | "waiting" | "ended"} State */
/** @typedef {"ok" | "unreachable" | "signed_out" | "refused"} Probe */

/** What the server answers at once. */
const ACKNOWLEDGED = new Set(["chat_message", "join_chat"]);

/**
 * The one live line of a page. It comes back by itself with growing pauses, enters its rooms again where it left them, and falls
 * back to a stream where sockets cannot be set up. Tells `frame` (what the server said), `sent` (what was said to it), `state`,
 * `silence` (an answer is late, or has come after all), and `live` (a room has caught up).
 */
export class Connection extends EventTarget {
  /** @type {State} */ state = "idle";
  /** Why it ended for good. */ reason = "";
  #rooms = new RoomPositions();
  /** @type {Transport | null} */ #transport = null;
  #opened = false;
  #transports;
  #heartbeat;
  #timer;
  #probe;
  #user;

  /**
   * @param {{ socket: () => Transport, stream?: (rooms: RoomPositions) => Transport, probe?: () => Promise<Probe>,
   *   user?: number, clock?: Clock, random?: () => number }} parts `user` is whose page it is
   */
  constructor({ socket, stream, probe = async () => "ok", user, clock = realClock, random }) {
    super();
    this.#user = user;
    this.#transports = new TransportChoice(socket, stream);
    this.#probe = probe;
    this.#timer = new RetryTimer(clock, random);
    this.#heartbeat = new Heartbeat(
      {
        ping: () => !this.#transports.isStream && this.send({ event_type: "ping" }),
        silent: () => emit(this, "silence"),
        dead: () => void this.#lost(1006),
      },
      clock,
    );
  }

  start() {
    if (this.state === "idle" || this.state === "ended") this.#connect();
  }

  stop() {
    this.#letGo();
    this.#become("idle");
  }

  retryNow() {
    if (this.state === "waiting" || this.isSilent) this.#connect();
  }

  /** When the next try is due, in milliseconds. */
  get dueAt() {
    return this.#timer.dueAt;
  }

  /** Open, but the server does not answer. */
  get isSilent() {
    return this.state === "open" && this.#heartbeat.isSilent;
  }

  /** When the server was last heard, in milliseconds. */
  get heardAt() {
    return this.#heartbeat.heardAt;
  }

  /** Somebody looks at the page: a lost line must be noticed soon. @param {boolean} watched */
  watch(watched) {
    this.#heartbeat.watch(watched);
  }

  /** Asks whether the line still holds, after sleep or a change of network. */
  check() {
    if (this.state === "waiting") this.#connect();
    else if (this.state === "open") this.#heartbeat.beat();
  }

  /** Be present in a room from what is already seen of it. @param {number} chat @param {number} after */
  enter(chat, after) {
    const position = this.#rooms.enter(chat, after);
    if (this.state === "open" && this.#transports.isStream) this.#connect();
    else if (this.state === "open") this.#join(chat);
    return position;
  }

  /** @param {number} chat */
  exit(chat) {
    if (this.#rooms.delete(chat)) this.send({ event_type: "leave_chat", chat });
  }

  /** True when what is said now reaches a room that has caught up. @param {number} chat */
  isLive(chat) {
    return this.state === "open" && this.#rooms.isLive(chat);
  }

  /** @param {object} frame @returns {boolean} */
  send(frame) {
    const sent = this.state === "open" && this.#transport?.send(frame) === true;
    if (sent && ACKNOWLEDGED.has(/** @type {any} */ (frame).event_type) && !this.#transports.isStream) this.#heartbeat.expect();
    if (sent) emit(this, "sent", frame);
    return sent;
  }

  /**
   * Where a message stands in its room's order; a hole is asked for again.
   * @param {Frame} frame @param {boolean} repeated
   */
  place({ message }, repeated) {
    const placed = this.#rooms.place(message, repeated);
    if (placed === "hole") this.#join(message.chat);
    else if (placed === "live") emit(this, "live", message.chat);
  }

  #connect() {
    this.#letGo();
    this.#become("connecting");
    this.#opened = false;
    const transport = (this.#transport = this.#transports.make(this.#rooms));
    transport.start({
      frame: (/** @type {Frame} */ frame) => this.#transport === transport && this.#hear(frame),
      end: (/** @type {number} */ code) => this.#transport === transport && this.#lost(code),
    });
    if (this.#transport === transport) this.#timer.giveUp(() => void this.#lost(1006));
  }

  /** @param {Frame} frame */
  #hear(frame) {
    // Somebody else signed in with this browser: nothing of this page may be sent in their name.
    if (frame.event_type === "ready" && this.#user && frame.user?.id !== this.#user) return this.#end("signed_out");
    if (!this.#opened) this.#open();
    this.#heartbeat.heard();
    const live = this.#rooms.follow(frame, () => emit(this, "frame", frame));
    if (live !== null) emit(this, "live", live);
  }

  #open() {
    this.#opened = true;
    this.#timer.opened();
    this.#transports.opened();
    this.#become("open");
    this.#heartbeat.start();
    if (!this.#transports.isStream) for (const chat of this.#rooms.keys()) this.#join(chat);
  }

  /** @param {number} chat */
  #join(chat) {
    this.send({ event_type: "join_chat", chat, after: this.#rooms.rejoin(chat) });
  }

  /** @param {number} code */
  async #lost(code) {
    const opened = this.#opened;
    this.#letGo();
    if (!isTemporary(code)) return this.#end(reasonOfEnd(code));
    this.#timer.retry(() => this.#connect());
    this.#become("waiting");
    // A refused handshake looks like a lost network; only a plain request can tell that the session is over.
    if (opened) return;
    const found = await this.#probe();
    if (this.state === "waiting" && (found === "signed_out" || found === "refused")) this.#end(found);
  }

  /** @param {string} reason */
  #end(reason) {
    this.#letGo();
    this.reason = reason;
    this.#become("ended");
  }

  #letGo() {
    this.#timer.clear();
    this.#heartbeat.stop();
    const transport = this.#transport;
    this.#transport = null;
    transport?.stop();
    this.#rooms.lost();
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    emit(this, "state", state);
  }
}

import { Backoff } from "./backoff.js";
import { clock as realClock } from "./clock.js";
import { TransportChoice } from "./transport-choice.js";
import { Heartbeat } from "./heartbeat.js";
import { RoomPosition } from "./room-position.js";
/** @typedef {import("./wire.js").Frame} Frame */
/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {{ start: (ears: import("./socket-transport.js").Ears) => any, send: (frame: object) => boolean, stop: () => void }} Transport */
/** @typedef {"idle" | "connecting" | "open" | "waiting" | "ended"} State */
/** @typedef {"ok" | "unreachable" | "signed_out" | "refused"} Probe */

/** After these a client comes back by itself; any other end is final. */
const COMES_BACK = new Set([1001, 1006, 1012, 4408, 4429]);
/** Milliseconds in which a connection must be there: without an answer, a browser waits for minutes. */
const CONNECT_WITHIN = 10_000;
/** What the server answers at once. */
const ACKNOWLEDGED = new Set(["chat_message", "join_chat"]);
const REASONS = new Map([
  [4401, "signed_out"],
  [4403, "kicked"],
  [4404, "banned"],
]);

/**
 * The one live line of a page. It comes back by itself with growing pauses, enters its rooms again where it left them, and falls
 * back to a stream where sockets cannot be set up. Tells `frame` (what the server said), `sent` (what was said to it), `state`,
 * `silence` (an answer is late, or has come after all), and `live` (a room has caught up).
 */
export class Connection extends EventTarget {
  /** @type {State} */ state = "idle";
  /** Why it ended for good. */ reason = "";
  /** When the next try is due, in milliseconds. */ dueAt = 0;
  /** @type {Map<number, RoomPosition>} */ #rooms = new Map();
  /** @type {Transport | null} */ #transport = null;
  /** @type {any} */ #timer = null;
  #opened = false;
  #streams = false;
  #transports = new TransportChoice();
  #heartbeat;
  #backoff;
  #clock;
  #makeSocket;
  #makeStream;
  #probe;
  #user;

  /**
   * @param {{ socket: () => Transport, stream?: (rooms: Map<number, RoomPosition>) => Transport, probe?: () => Promise<Probe>,
   *   user?: number, clock?: Clock, random?: () => number }} parts `user` is whose page it is
   */
  constructor({ socket, stream, probe = async () => "ok", user, clock = realClock, random }) {
    super();
    this.#user = user;
    this.#makeSocket = socket;
    this.#makeStream = stream;
    this.#probe = probe;
    this.#clock = clock;
    this.#backoff = new Backoff(random);
    this.#heartbeat = new Heartbeat(
      {
        ping: () => !this.#streams && this.send({ event_type: "ping" }),
        silent: () => this.dispatchEvent(new CustomEvent("silence")),
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
    const position = new RoomPosition(after);
    this.#rooms.set(chat, position);
    if (this.state === "open" && this.#streams) this.#connect();
    else if (this.state === "open") this.#join(chat, position);
    return position;
  }

  /** @param {number} chat */
  exit(chat) {
    if (this.#rooms.delete(chat)) this.send({ event_type: "leave_chat", chat });
  }

  /** True when what is said now reaches a room that has caught up. @param {number} chat */
  isLive(chat) {
    return this.state === "open" && this.#rooms.get(chat)?.live === true;
  }

  /** @param {object} frame @returns {boolean} */
  send(frame) {
    const sent = this.state === "open" && this.#transport?.send(frame) === true;
    if (sent && ACKNOWLEDGED.has(/** @type {any} */ (frame).event_type) && !this.#streams) this.#heartbeat.expect();
    if (sent) this.dispatchEvent(new CustomEvent("sent", { detail: frame }));
    return sent;
  }

  /**
   * Where a message stands in its room's order; a hole is asked for again.
   * @param {Frame} frame @param {boolean} repeated
   */
  place({ message }, repeated) {
    const position = this.#rooms.get(message.chat);
    if (!position) return;
    const wasLive = position.live;
    if (position.take(message.version, repeated) === "hole") this.#join(message.chat, position);
    else if (!wasLive && position.live) this.#emitLive(message.chat);
  }

  #connect() {
    this.#letGo();
    this.#become("connecting");
    this.#opened = false;
    this.#streams = this.#transports.next() === "stream" && this.#makeStream !== undefined && this.#rooms.size > 0;
    const transport = (this.#transport = this.#streams ? /** @type {any} */ (this.#makeStream)(this.#rooms) : this.#makeSocket());
    transport.start({
      frame: (/** @type {Frame} */ frame) => this.#transport === transport && this.#hear(frame),
      end: (/** @type {number} */ code) => this.#transport === transport && this.#lost(code),
    });
    if (this.#transport === transport) this.#timer = this.#clock.set(() => void this.#lost(1006), CONNECT_WITHIN);
  }

  /** @param {Frame} frame */
  #hear(frame) {
    // Somebody else signed in with this browser: nothing of this page may be sent in their name.
    if (frame.event_type === "ready" && this.#user && frame.user?.id !== this.#user) return this.#end("signed_out");
    if (!this.#opened) this.#open();
    this.#heartbeat.heard();
    const position = frame.chat === undefined ? undefined : this.#rooms.get(frame.chat);
    if (frame.event_type === "resync") position?.jumped(frame.version ?? 0);
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    if (frame.event_type === "online_user_list") position?.listed(frame.version ?? 0);
    if (position?.live && (frame.event_type === "online_user_list" || frame.event_type === "resync")) this.#emitLive(Number(frame.chat));
  }

  #open() {
    this.#opened = true;
    this.#clock.clear(this.#timer);
    this.#transports.opened(this.#streams ? "stream" : "socket");
    this.#backoff.reset();
    this.#become("open");
    this.#heartbeat.start();
    if (!this.#streams) for (const [chat, position] of this.#rooms) this.#join(chat, position);
  }

  /** @param {number} chat @param {RoomPosition} position */
  #join(chat, position) {
    position.lost();
    this.send({ event_type: "join_chat", chat, after: position.after });
  }

  /** @param {number} code */
  async #lost(code) {
    const opened = this.#opened;
    this.#letGo();
    if (!COMES_BACK.has(code)) return this.#end(REASONS.get(code) ?? "refused");
    this.#wait();
    // A refused handshake looks like a lost network; only a plain request can tell that the session is over.
    if (opened) return;
    const found = await this.#probe();
    if (this.state === "waiting" && (found === "signed_out" || found === "refused")) this.#end(found);
  }

  #wait() {
    const pause = this.#backoff.next();
    this.dueAt = this.#clock.now() + pause;
    this.#timer = this.#clock.set(() => this.#connect(), pause);
    this.#become("waiting");
  }

  /** @param {string} reason */
  #end(reason) {
    this.#letGo();
    this.reason = reason;
    this.#become("ended");
  }

  #letGo() {
    this.#clock.clear(this.#timer);
    this.#heartbeat.stop();
    const transport = this.#transport;
    this.#transport = null;
    transport?.stop();
    for (const position of this.#rooms.values()) position.lost();
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  /** @param {number} chat */
  #emitLive(chat) {
    this.dispatchEvent(new CustomEvent("live", { detail: chat }));
  }
}

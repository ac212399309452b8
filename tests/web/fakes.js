import { readFileSync } from "node:fs";
import { Room } from "../../src/Foyer.Server/wwwroot/models/room.js";

/** A clock that tests turn by hand. */
export function handClock() {
  let now = 1_000_000;
  /** @type {{ at: number, run: () => void }[]} */ let timers = [];
  return {
    now: () => now,
    set: (run, after) => {
      const timer = { at: now + after, run };
      timers.push(timer);
      return timer;
    },
    clear: (timer) => void (timers = timers.filter((each) => each !== timer)),
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
        if (!due) break;
        timers = timers.filter((each) => each !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
    get waiting() {
      return timers.length;
    },
  };
}

/** A line whose other end the test holds. */
export function handTransport() {
  const line = {
    sent: [],
    stopped: false,
    refuses: false,
    start: (ears) => void (line.ears = ears),
    send: (frame) => !line.refuses && (line.sent.push(JSON.parse(JSON.stringify(frame))), true),
    stop: () => void (line.stopped = true),
    hear: (frame) => line.ears.frame(frame),
    end: (code) => line.ears.end(code),
  };
  return line;
}

export const ada = { id: 1, username: "ada" };
export const ben = { id: 2, username: "ben" };

let version = 0;

/** A stored message, ben's unless said otherwise. */
export function message(id, more = {}) {
  return {
    id,
    chat: 7,
    version: more.version ?? ++version,
    kind: "text",
    user: ben.id,
    user_name: ben.username,
    user_avatar: null,
    text: `message ${id}`,
    timestamp: "2026-03-02T12:00:00.000000Z",
    is_deleted: false,
    edited_at: null,
    reply_to: null,
    ...more,
  };
}

/** The storage of a browser, shared by its tabs; `refuse()` makes it throw, as a full or forbidden one does. */
export function browserStorage() {
  const values = new Map();
  let refuses = false;
  const check = () => {
    if (refuses) throw new Error("QuotaExceededError");
  };
  return {
    values,
    refuse: (on = true) => void (refuses = on),
    get length() {
      return values.size;
    },
    key: (at) => [...values.keys()][at] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => (check(), void values.set(key, String(value))),
    removeItem: (key) => (check(), void values.delete(key)),
  };
}

/** Cases that the server's tests read too. @param {string} file */
export function vectors(file) {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8"));
}

/** A REST interface that keeps the requests and returns what the test prepared: by method and path, else 200 with an empty body. */
export function fakeApi(answers = {}) {
  const requests = [];
  /** @param {string} method @param {string} path @param {object} [body] */
  const api = async (method, path, body) => {
    requests.push([method, path, ...(body === undefined ? [] : [body])]);
    const answer = await answers[`${method} ${path}`];
    if (answer === "unreachable") throw new TypeError("Failed to fetch");
    return answer ?? { status: 200, body: {} };
  };
  return { api, requests };
}

/** An open room whose connection the test holds. */
export function openRoom({ api = fakeApi().api, clock = handClock(), ...more } = {}) {
  const sent = [];
  const connection = Object.assign(new EventTarget(), {
    state: "open",
    accepts: true,
    isLive: () => true,
    send: (frame) => connection.accepts && (sent.push(frame), true),
    enter() {},
    place() {},
  });
  const initialState = {
    me: ada,
    room: { id: 7, name: "kitchen", kind: "public", role: "member", version: 1, topic: null, archived: false },
    read_to: 0,
    messages: [],
    older: false,
    members: [ada, ben],
    ...more,
  };
  const room = new Room(initialState, { connection: /** @type {any} */ (connection), api, clock });
  room.open(new AbortController().signal);
  /** @type {[string, any][]} */ const events = [];
  for (const name of ["rows", "people", "typing", "about", "pins", "read", "notice", "answer"])
    room.addEventListener(name, (event) => events.push([name, /** @type {CustomEvent} */ (event).detail]));
  const emit = (name, detail) => connection.dispatchEvent(new CustomEvent(name, { detail }));
  const last = (name) => events.findLast(([each]) => each === name)?.[1];
  return { room, sent, connection, clock, events, last, hear: (frame) => emit("frame", frame), become: (state) => emit("state", state) };
}

/** Lets what was started go on until it waits for something else. */
export const settle = () => new Promise((go) => setImmediate(go));

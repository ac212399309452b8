import { readFileSync } from "node:fs";

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

import { ClientActivity } from "../models/client-activity.js";
import { Connection } from "../models/connection.js";
import { SocketTransport } from "../models/socket-transport.js";
import { StreamTransport } from "../models/stream-transport.js";
import { api } from "./api.js";
import { pageUser } from "./page-user.js";

const TOUCHES = ["keydown", "pointerdown", "pointermove", "touchstart", "wheel"];

/** @type {Connection | null} */ let line = null;
/** @type {ClientActivity | null} */ let attention = null;

/** The page's one live line, opened by whoever asks first. */
export function openConnection() {
  if (line) return line;
  line = new Connection({ socket: () => new SocketTransport(socketUrl()), stream, probe, user: pageUser() });
  watchSleep(line);
  attention = watchAttention(line);
  line.start();
  return line;
}

/** Whether somebody looks at this page. */
export function isPageVisible() {
  return attention?.state !== "hidden" && attention?.state !== "idle";
}

function socketUrl() {
  return `${location.protocol.replace("http", "ws")}//${location.host}/ws`;
}

/** @param {Map<number, import("../models/room-position.js").RoomPosition>} rooms */
function stream(rooms) {
  const seen = [...rooms.values()].map(({ after }) => after);
  return new StreamTransport(`/api/stream?chats=${[...rooms.keys()]}&after=${seen}`, api);
}

/** @returns {Promise<import("../models/connection.js").Probe>} */
async function probe() {
  const answer = await api("GET", "/api/users/me").catch(() => null);
  if (answer === null || answer.status >= 500) return "unreachable";
  return answer.status === 401 ? "signed_out" : answer.status === 403 ? "refused" : "ok";
}

/** The server is told of each change, and anew on each new line. @param {Connection} line */
function watchAttention(line) {
  const watch = () => line.watch(!document.hidden && attention.state === "active");
  const attention = new ClientActivity((state) => (line.send({ event_type: "attention", state }), watch()), { hidden: document.hidden });
  document.addEventListener("visibilitychange", watch);
  watch();
  for (const touch of TOUCHES) addEventListener(touch, () => attention.touched(), { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => attention.turned(document.hidden));
  addEventListener("pageshow", ({ persisted }) => persisted && attention.turned(document.hidden));
  line.addEventListener("state", () => line.state === "open" && attention.connected());
  return attention;
}

/** Sleep, a long stay in the background and a changed network leave lines that look open and are dead. @param {Connection} line */
function watchSleep(line) {
  document.addEventListener("visibilitychange", () => document.hidden || line.check());
  for (const change of ["online", "offline"]) addEventListener(change, () => line.check());
  addEventListener("pageshow", ({ persisted }) => persisted && line.check());
  addEventListener("pagehide", ({ persisted }) => persisted || line.stop());
}

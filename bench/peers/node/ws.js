// Plain `ws`: /ROOM upgrades; each message is parsed, stamped, and written once for all members of the room.
import { WebSocket, WebSocketServer } from "ws";
import { announce } from "./announce.js";

const rooms = new Map();
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, backlog: 4096, perMessageDeflate: false }, () =>
  announce("ws", server.address()),
);

server.on("connection", (socket, request) => {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on("error", () => socket.terminate());
  socket.on("close", () => room.delete(socket));
  socket.on("message", (data) => {
    const text = JSON.stringify({ ...JSON.parse(data), at: Date.now() });
    for (const member of room) if (member.readyState === WebSocket.OPEN) member.send(text);
  });
});

// Socket.IO with its own rooms, over WebSocket alone.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { announce } from "./announce.js";

const http = createServer();
const server = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

server.on("connection", (socket) => {
  socket.on("join", (room, done) => {
    socket.join(room);
    done("joined");
  });
  socket.on("say", (message) => server.to(message.room).emit("said", { ...message, at: Date.now() }));
});
http.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => announce("socketio", http.address()));

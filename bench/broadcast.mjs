// A plain broadcast with Node's `ws`: `broadcast.mjs PORT FRAME`, as bare.py. Compression is off, one buffer serves
// all.
import { WebSocketServer } from "ws";

const [port, frame] = process.argv.slice(2);
const server = new WebSocketServer({ port: Number(port), host: "127.0.0.1", backlog: 4096, perMessageDeflate: false });
let version = 0;

server.on("connection", (socket) => {
  socket.on("error", () => {});
  socket.on("message", () => {
    version += 1;
    const shared = Buffer.from(frame.replace("%d", String(version)));
    for (const client of server.clients) if (client.readyState === 1) client.send(shared, { binary: false });
  });
});

/** Tabs that send to a server of their own. */
import { Sender } from "../../static/src/core/send.js";
import { Storage } from "./world.js";

/** A server that answers like /do: one effect per cid, same answer to the same cid. */
export class Server {
  effects = [];
  calls = [];
  v = 10;
  /** Set to make the next calls fail in transport ("lost": the effect happened, the answer did not arrive). */
  weather = [];
  #answers = new Map();

  fetch = async (_url, { body }) => {
    const { cid, do: name, args } = JSON.parse(body);
    this.calls.push(cid);
    const weather = this.weather.shift();
    if (weather === "down") throw new TypeError("network");
    if (weather?.status) return reply(weather.status, weather.body ?? {}, weather.headers);
    if (!this.#answers.has(cid)) this.#answers.set(cid, this.decide(name, args));
    if (weather === "lost") throw new TypeError("network");
    const answer = this.#answers.get(cid);
    return reply(answer.ok ? 200 : 409, answer);
  };

  decide(name, args) {
    if (args.text === "closed") return { ok: false, code: "qa_closed", message: "Questions are closed." };
    this.effects.push(args.text ?? args.id ?? name);
    return { ok: true, v: ++this.v, at: 0, result: { id: `q${this.v}` } };
  }
}

export const reply = (status, body, headers = {}) => ({
  status,
  ok: status < 400,
  headers: { get: (name) => headers[name] ?? null },
  json: async () => {
    if (body === "html") throw new SyntaxError("not JSON");
    return body;
  },
});

export function tab(world, server, { storage = new Storage(), locks = undefined, rejoin = undefined } = {}) {
  const env = { ...world.env, locks };
  return new Sender({ event: "ev", rejoin, storage, fetch: server.fetch, now: () => world.now, env });
}

// A small world for the link and the sender: a clock that only we move, and connections whose other end is the test.

class Target {
  #listeners = {};
  addEventListener(kind, fn) {
    (this.#listeners[kind] ??= []).push(fn);
  }
  removeEventListener(kind, fn) {
    this.#listeners[kind] = (this.#listeners[kind] ?? []).filter((known) => known !== fn);
  }
  fire(kind, event = {}) {
    for (const fn of this.#listeners[kind] ?? []) fn(event);
  }
}

export class World {
  now = 0;
  sockets = [];
  streams = [];
  /** Addresses of long-polls. */
  asked = [];
  /** When each connection was tried. */
  dialled = [];
  refuseAll = false;
  lastRandom = 0;
  window = new Target();
  document = Object.assign(new Target(), { visibilityState: "visible" });
  storage = new Storage();
  #timers = new Map();
  #serial = 0;
  #seed;

  constructor(seed = 1) {
    this.#seed = seed * 2654435761;
    const world = this;
    this.env = {
      base: "http://host",
      window: this.window,
      document: this.document,
      storage: this.storage,
      now: () => this.now,
      random: () => (this.lastRandom = this.#random()),
      setTimeout: (fn, wait) => this.#later(fn, wait),
      clearTimeout: (id) => void this.#timers.delete(id),
      fetch: (url, init) => this.#fetch(url, init),
      WebSocket: class extends End {
        constructor(url) {
          super(world, url, world.sockets);
        }
      },
      EventSource: class extends End {
        constructor(url) {
          super(world, url, world.streams);
        }
      },
    };
  }

  /** What a long-poll gets; undefined leaves it hanging. */
  answer = (_url) => undefined;

  /** Let time go by, in order, with whatever the timers do. */
  async pass(ms) {
    const until = this.now + ms;
    await settle();
    for (;;) {
      const [id, timer] =
        [...this.#timers]
          .filter(([, timer]) => timer.at <= until)
          .sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0] ?? [];
      if (!timer) break;
      this.#timers.delete(id);
      this.now = Math.max(this.now, timer.at);
      timer.fn();
      await settle();
    }
    this.now = until;
  }

  /** The same with a sign of life every 5 s. */
  async passWith(ms, alive) {
    for (let left = ms; left > 0; left -= 5000) {
      alive();
      await this.pass(Math.min(left, 5000));
    }
  }

  /** Milliseconds until the next timer. */
  nextTimer() {
    return Math.min(...[...this.#timers.values()].map((timer) => timer.at)) - this.now;
  }

  #later(fn, wait) {
    this.#timers.set(++this.#serial, { fn, at: this.now + wait });
    return this.#serial;
  }

  #fetch(url, { signal } = {}) {
    this.asked.push(url);
    this.dialled.push(this.now);
    const answer = this.answer(url, this.asked.length);
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
      if (answer) resolve({ status: answer.status, ok: answer.status < 400, json: async () => answer.body });
    });
  }

  #random() {
    this.#seed = (Math.imul(this.#seed ^ (this.#seed >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return (((this.#seed ^ (this.#seed >>> 13)) * 3266489917) >>> 0) / 2 ** 32;
  }
}

/** One end of a websocket or an event stream. */
class End {
  sent = [];
  closed = false;
  constructor(world, url, list) {
    this.url = url;
    list.push(this);
    world.dialled.push(world.now);
    if (world.refuseAll) world.env.setTimeout(() => this.fail(), 1);
  }
  send(text) {
    this.sent.push(JSON.parse(text));
    this.answers?.();
  }
  close() {
    this.closed = true;
  }
  open() {
    this.onopen?.({});
  }
  hear(msg) {
    this.onmessage?.({ data: JSON.stringify(msg) });
  }
  fail(code = 1006) {
    this.closed = true;
    (this.onclose ?? this.onerror)?.({ code });
  }
}

export class Storage {
  #map = new Map();
  getItem(key) {
    return this.#map.get(key) ?? null;
  }
  setItem(key, value) {
    this.#map.set(key, String(value));
  }
}

async function settle() {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

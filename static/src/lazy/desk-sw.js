/**
 * Lets the desk's page open without a network: the page as it was last, without anybody's name in it, and what it is built from.
 * It looks after this one page and nothing else.
 */
/** A worker's own globals, which the checker of pages does not know. @type {any} */
const worker = globalThis;
const PATIENCE = 3000;
const scope = new URL(worker.registration.scope).pathname;
const CACHE = `companion${scope}`;

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(fetch(scope, { credentials: "same-origin" }).then((reply) => (reply.ok ? keep(reply) : undefined)));
});

worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "wipe") event.waitUntil(caches.delete(CACHE));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === scope) event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

/** @param {Request} request */
async function page(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const reply = await fetch(request, { signal: stop.signal });
    if (reply.ok && !reply.redirected) await keep(reply.clone());
    if (reply.status === 403) await leave();
    if (reply.status < 500) return reply;
  } catch {
    // No network, or a server that is away: what was kept, then.
  } finally {
    clearTimeout(timer);
  }
  return (await kept()) ?? Response.error();
}

/** This is no desk any more: the page goes, and the names with it; what waits to be sent stays. */
async function leave() {
  await caches.delete(CACHE);
  const open = indexedDB.open(`companion-desk-${scope.split("/")[2]}`);
  open.onupgradeneeded = () => open.transaction?.abort(); // there is none
  open.onsuccess = () => open.result.transaction("roster", "readwrite").objectStore("roster").clear();
}

/** Keep a page without what it knew of people, and everything that it is built from. @param {Response} reply */
async function keep(reply) {
  const html = await reply.text();
  const bare = html.replace(/(<script type="application\/json" id="(?:state|mine)">)[^<]*/g, "$1");
  const headers = new Headers(reply.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set("x-kept-at", String(Date.now()));
  const cache = await caches.open(CACHE);
  await cache.put(scope, new Response(bare, { headers }));
  const wanted = new Set(html.match(/\/static\/[^"'\s)]+/g) ?? []);
  for (const old of await cache.keys()) {
    const { pathname } = new URL(old.url);
    if (pathname.startsWith("/static/") && !wanted.has(pathname)) await cache.delete(old);
  }
  for (const path of wanted) if (!(await cache.match(path))) await cache.add(path).catch(() => {});
}

/** The kept page, with the event's time as it is now. */
async function kept() {
  const found = await (await caches.open(CACHE)).match(scope);
  if (!found) return null;
  const html = await found.text();
  const ago = Date.now() - Number(found.headers.get("x-kept-at"));
  const speed = Number(/"speed":([\d.]+)/.exec(html)?.[1] ?? 1);
  const now = html.replace(/("now":)(\d+)/, (_, name, at) => name + Math.round(Number(at) + ago * speed));
  return new Response(now, { headers: found.headers });
}

/** @param {Request} request */
async function asset(request) {
  return (await (await caches.open(CACHE)).match(new URL(request.url).pathname)) ?? fetch(request);
}

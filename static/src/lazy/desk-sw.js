/**
 * The desk's worker: keeps the page of one desk and its files, and shows them when the server is gone. It touches no
 * other page.
 */
import { isFile, isWithdrawalPage } from "../core/ours.js";
import { assetsIn, awake, bare, bootOf } from "../checkin/offline/shell.js";
import { abandonDatabase, databaseName } from "../checkin/offline/database.js";
import { prefixOf } from "../checkin/offline/service_worker.js";

/**
 * What of a worker's world the types of pages do not know.
 * @typedef {Event & {waitUntil: (work: Promise<unknown>) => void, request: Request,
 *   respondWith: (answer: Promise<Response>) => void}} WorkerEvent
 * @typedef {{registration: ServiceWorkerRegistration, clients: {claim: () => Promise<void>}, location: Location,
 *   skipWaiting: () => Promise<void>,
 *   addEventListener: (name: string, listener: (event: WorkerEvent) => void) => void}} Worker
 */

const here = /** @type {Worker} */ (/** @type {unknown} */ (globalThis));
const PAGE = new URL(here.registration.scope).pathname;
const PREFIX = prefixOf(PAGE);
const PATIENCE = 3000;
/** What the browser must know of the page beside its text. */
const HEADERS = [
  "content-type",
  "content-language",
  "content-security-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "referrer-policy",
  "x-content-type-options",
];
const anyLanguage = { ignoreVary: true };

here.addEventListener("install", (event) => event.waitUntil(first()));
here.addEventListener("activate", (event) => event.waitUntil(here.clients.claim()));
here.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== here.location.origin) return;
  if (mode === "navigate" && pathname === PAGE) event.respondWith(page(event));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

/** The page was loaded before this worker was there: fetch it once more, to keep it. */
async function first() {
  const reply = await fetch(PAGE, {
    credentials: "same-origin",
    cache: "no-store",
    headers: { Accept: "text/html" },
  }).catch(() => null);
  if (reply) await keep(reply, await reply.text());
  await here.skipWaiting();
}

/** @typedef {{reply: Response, html: string}} Answer */

/**
 * From our server if it answers in time, else as it was kept.
 * @param {WorkerEvent} event @returns {Promise<Response>}
 */
async function page(event) {
  const answer = fetch(event.request).then(async (reply) => ({ reply, html: await reply.clone().text() }));
  event.waitUntil(answer.then(({ reply, html }) => keep(reply, html)).catch(() => {}));
  const late = new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
  const found = /** @type {Answer|null} */ (await Promise.race([answer.catch(() => null), late]));
  const wanted = found && (isOurPage(found) || isLanguageChange(event.request.url));
  return wanted ? found.reply : ((await stored()) ?? (found ?? (await answer)).reply);
}

/**
 * Whether a page is the desk, or our server's word that it is none. What a proxy or the network's log-in shows, or our
 * server while it has no data, is no reason to leave the desk without its page.
 * @param {Answer} answer
 */
const isOurPage = ({ html }) => Boolean(bootOf(html)) || isWithdrawalPage(html);

/** Our server answers this with a redirect, and a worker sees nothing of where that leads. @param {string} url */
const isLanguageChange = (url) => new URL(url).searchParams.has("lang");

/** @param {Response} reply @param {string} html */
async function keep(reply, html) {
  if (isWithdrawalPage(html)) return leave();
  if (reply.status !== 200 || reply.redirected) return;
  const [text, boot] = [bare(html, Date.now()), bootOf(html)];
  if (!text || !boot) return;
  const name = PREFIX + boot.build;
  const cache = await caches.open(name);
  for (const address of assetsIn(html)) if (!(await add(cache, address))) return;
  // The page comes last, so that what it needs is always there.
  const headers = HEADERS.flatMap((header) =>
    reply.headers.has(header) ? [[header, reply.headers.get(header) ?? ""]] : [],
  );
  await cache.put(PAGE, new Response(text, { headers: Object.fromEntries(headers) }));
  await sweep(name);
}

/** @param {Cache} cache @param {string} address of a file @returns {Promise<boolean>} whether it is kept */
async function add(cache, address) {
  if (await cache.match(address, anyLanguage)) return true;
  const reply = await fetch(address);
  if (!isFile(reply)) return false;
  await cache.put(address, reply);
  return true;
}

/** This device is no desk any more. Its page does not open, and so cannot forget by itself. */
async function leave() {
  await sweep("");
  await abandonDatabase(databaseName(PAGE.split("/")[2] ?? ""));
}

/** Remove what older builds left. @param {string} current */
async function sweep(current) {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== current) await caches.delete(name);
}

/** @returns {Promise<Response|undefined>} */
async function stored() {
  for (const name of await caches.keys()) {
    const found = name.startsWith(PREFIX) ? await (await caches.open(name)).match(PAGE, anyLanguage) : undefined;
    if (found) return new Response(awake(await found.text(), Date.now()), { headers: found.headers });
  }
  return undefined;
}

/** Names of files carry a hash, so what is kept is right. @param {Request} request @returns {Promise<Response>} */
async function asset(request) {
  for (const name of await caches.keys()) {
    const found = name.startsWith(PREFIX) ? await (await caches.open(name)).match(request.url, anyLanguage) : undefined;
    if (found) return found;
  }
  return fetch(request);
}

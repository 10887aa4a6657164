/**
 * Whether an answer was made by Companion. Between a phone and its server sit proxies, gateways and the log-in pages of
 * hotels, and each of them answers in its own way: with a status, a page, JSON of its own. What we did not make is no
 * answer: it ends nothing, saves nothing and wipes nothing.
 */
import { CODES } from "./codes.js";

/** @typedef {import("./send.js").Answer} Answer */
/**
 * JSON from somewhere: of its fields nothing is known before somebody has looked.
 * @typedef {{[field: string]: unknown}|null} Json
 */
/** @typedef {Answer & {ok: true, v: number, at: number}} Done */
/** @typedef {Answer & {ok: false, code: string, message: string}} Refused */

/** What ends a role: the server's own word that this link is none (any more). */
const WITHDRAWN = new Set(["link_revoked", "link_expired", "link_used", "bad_secret", "not_allowed"]);

/** A refusal, or what was decided. @param {Json|Answer} body @returns {body is Done|Refused} */
export const isOurs = (body) => isRefusal(body) || isDone(body);

/** @param {Json|Answer} body what came back from a command @returns {body is Done} */
export const isDone = (body) => body?.ok === true && Number.isFinite(body.v) && Number.isFinite(body.at);

/** @param {Json|Answer} body @returns {body is Refused} */
export const isRefusal = (body) =>
  body?.ok === false && CODES.has(String(body.code)) && typeof body.message === "string";

/** @param {Json} body @returns {boolean} whether it says that this device has no part in this any more */
export const isWithdrawal = (body) => isRefusal(body) && WITHDRAWN.has(body.code);

/** A message of the live state. @param {Json} message @returns {message is import("./table.js").Message} */
export const isMessage = (message) => typeof message?.t === "string";

/**
 * What came back, if it is ours. @param {Response} reply
 * @returns {Promise<Json>} null: it is not JSON
 */
export const read = (reply) => reply.json().catch(() => null);

/** Whether a page says that this device has no part in this any more. @param {string} html */
export const isWithdrawalPage = (html) =>
  WITHDRAWN.has(/<meta name="companion-refusal" content="([a-z_]+)">/.exec(html)?.[1] ?? "");

/** Whether a page is one of our live ones. @param {string} html */
export const isLivePage = (html) => html.includes('<script type="application/json" id="boot">');

/**
 * Whether our server has this page now: a network's log-in answers as well, and is no page of ours.
 * @returns {Promise<boolean>}
 */
export const isServed = () =>
  fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" })
    .then((reply) => reply.text())
    .then(isLivePage, () => false);

/**
 * Whether a file is what was asked for: in its place a network's log-in sends a page, or leads to one.
 * @param {Response} reply
 */
export const isFile = (reply) =>
  reply.ok && !reply.redirected && !(reply.headers.get("content-type") ?? "").includes("html");

/**
 * Whether an answer that is not ours looks like a network that wants a log-in first: a page where data were asked for,
 * another address, or the status that is made for it (RFC 6585, 511).
 * @param {Response} reply
 */
export const isPortal = (reply) => reply.ok || reply.redirected || reply.status === 511;

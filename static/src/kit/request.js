/** Asking the server for something that is neither a command nor part of the live state. */
import { drafts } from "../core/drafts.js";
import { isRefusal, read } from "../core/ours.js";
import { t } from "../core/words.js";

/**
 * @param {string} address
 * @param {RequestInit & {headers?: Record<string, string>, gives: string}} options as those of fetch; gives: a field
 *   that the answer has when it is the server's, since what stands between may say that all is well
 * @returns {Promise<{ok: boolean, body: any, message: string}>}
 *   body: the JSON that came back, which each address has of its own; null if there was none; message: why it did
 *   not work, for people
 */
export async function request(address, { headers = {}, gives, ...options }) {
  const reply = await fetch(address, { ...options, headers: { Accept: "application/json", ...headers } }).catch(
    () => null,
  );
  const body = reply && (await read(reply));
  return {
    ok: Boolean(reply?.ok) && body?.ok !== false && body?.[gives] !== undefined,
    body: body ?? null,
    message: isRefusal(body) ? body.message : t("The server does not answer. Please try again."),
  };
}

/** Send JSON. @param {string} address @param {object} data @param {string} gives as for a request */
export async function send(address, data, gives) {
  const typed = drafts.sent(data);
  const answer = await request(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(data),
    gives,
  });
  if (!answer.ok) drafts.back(typed);
  return answer;
}

/** Asking the server for something that is neither a command nor part of the live state. */
import { t } from "../core/words.js";

/**
 * @param {string} address @param {RequestInit & {headers?: Record<string, string>}} [options] as those of fetch
 * @returns {Promise<{ok: boolean, body: any, message: string}>}
 *   body: the JSON that came back, null if there was none; message: why it did not work, for people
 */
export async function request(address, { headers = {}, ...options } = {}) {
  const reply = await fetch(address, { ...options, headers: { Accept: "application/json", ...headers } }).catch(
    () => null,
  );
  const body = await reply?.json().catch(() => null);
  return {
    ok: Boolean(reply?.ok) && body?.ok !== false,
    body: body ?? null,
    message: body?.message ?? t("The server does not answer. Please try again."),
  };
}

/** Send JSON. @param {string} address @param {object} data */
export const send = (address, data) =>
  request(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(data),
  });

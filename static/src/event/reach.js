/** Who can open an address that is printed or sent. */
import { t } from "../core/words.js";

/** @typedef {"nobody"|"network"|"plain"|"everybody"} Reach */

const LOOPBACK = /^(localhost|.*\.localhost|127\..*|\[::1\])$/;
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cd]|\[fe[89ab])/;

/**
 * Who can: nobody but this computer, who is in the same network, or everybody; `plain`: everybody, but not by https.
 * @param {string} address @returns {Reach}
 */
export function reach(address) {
  const { hostname, protocol } = new URL(address);
  if (LOOPBACK.test(hostname)) return "nobody";
  if (PRIVATE.test(hostname) || !/[.:]/.test(hostname) || hostname.endsWith(".local")) return "network";
  return protocol === "https:" ? "everybody" : "plain";
}

/** What to know before it is printed or sent; empty where all is well. @param {string} address */
export function warning(address) {
  const host = new URL(address).hostname;
  /** @type {Record<Reach, () => string>} */
  const words = {
    nobody: () => t("Phones cannot open {host}: open this page by the server’s address in the network", { host }),
    network: () =>
      t(
        "Only devices in the same network can open {host}: remote people cannot, and a printed code leads nowhere else",
        {
          host,
        },
      ),
    plain: () => t("Phones can open {host}; without https no camera works in the browser", { host }),
    everybody: () => "",
  };
  return words[reach(address)]();
}

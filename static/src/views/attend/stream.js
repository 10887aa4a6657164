/**
 * The organisers' stream: shown here if it can be, and only after a tap, since it tells another server who is watching.
 */
import { html, nothing } from "lit-html";
import { t } from "../../core/words.js";

/** @typedef {import("./board.js").Board} Board */

/** Addresses made to stand in another page; meeting links are not. */
const EMBEDDABLE = [
  /^https:\/\/(www\.)?youtube(-nocookie)?\.com\/embed\//,
  /^https:\/\/player\.vimeo\.com\/video\//,
  /^https:\/\/player\.twitch\.tv\//,
  /^https:\/\/[^/]+\/videos\/embed\//,
  /^https:\/\/[^/]+\/(paella\/ui\/|engage\/theodul\/ui\/|play\/)/,
];

/** @param {string} url */
const embeddable = (url) => EMBEDDABLE.some((shape) => shape.test(url));

/** The stream that plays in the page. @type {string|null} */
let playing = null;

/** @param {Board} board */
export function stream(board) {
  const url = board.app.table.get("event", board.app.boot.event)?.stream;
  if (!url || !/^https:\/\//.test(url)) return nothing;
  if (url === playing) {
    return html`<iframe
      class="stream"
      src=${url}
      title=${t("Stream of the event")}
      allow="autoplay; fullscreen; picture-in-picture"
      allowfullscreen
      referrerpolicy="no-referrer"
      sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"
    ></iframe>`;
  }
  const host = new URL(url).host;
  return html`<div class="stream-offer">
    ${
      embeddable(url)
        ? html`<button type="button" class="big-button" @click=${() => play(board, url)}>
            ${t("Show the stream here")}
          </button>`
        : nothing
    }
    <a class="big-button" href=${url} target="_blank" rel="noopener noreferrer"
      >${embeddable(url) ? t("Open it in a new window") : t("Open the stream or meeting")}</a
    >
    <p class="quiet">${t("The stream comes from {host}, which will then see your address.", { host })}</p>
  </div>`;
}

/** @param {Board} board @param {string} url */
function play(board, url) {
  playing = url;
  board.redraw();
}

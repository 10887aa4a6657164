/**
 * The organisers' stream: shown here if it can be, and only after a tap, since it tells another server who is watching.
 */
import { html, nothing } from "lit-html";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

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

/** @param {AttendeeState} page */
export function stream(page) {
  const url = page.app.table.get("event", page.app.boot.event)?.stream;
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
        ? html`<button type="button" class="big-button" @click=${() => play(page, url)}>
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

/** @param {AttendeeState} page @param {string} url */
function play(page, url) {
  playing = url;
  page.redraw();
}

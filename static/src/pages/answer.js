/**
 * Answering a questionnaire: shows how far an upload is, and keeps what was typed and chosen when something does not
 * fit.
 */
import { drafts } from "../core/drafts.js";
import { Fields } from "../core/fields.js";
import { isDone, isRefusal } from "../core/ours.js";
import { tray } from "../kit/tray.js";
import { t } from "../core/words.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
const send = /** @type {HTMLButtonElement|null} */ (document.getElementById("send"));
const sending = document.getElementById("sending");
const trouble = /** @type {HTMLElement} */ (document.getElementById("trouble"));

if (send && sending) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const bar = /** @type {HTMLProgressElement} */ (sending.querySelector("progress"));
    const request = new XMLHttpRequest(); // fetch tells nothing of how far an upload is
    request.open("POST", location.pathname);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = total ? (100 * loaded) / total : 0;
    };
    request.onload = () => {
      if (!isDone(request.response)) {
        return failed(isRefusal(request.response) ? request.response.message : unanswered());
      }
      drafts.forget(({ key }) => key.startsWith(`${form.dataset.draft}.`));
      location.assign(`${location.pathname}?said=1`);
    };
    request.onerror = () => failed(unanswered());
    trouble.hidden = true;
    sending.hidden = false;
    send.disabled = true;
    request.send(new FormData(form));
  });
}

// The page that thanks is not to do so once more when its address is opened again.
if (location.search) history.replaceState(null, "", location.pathname);

new Fields().start();
tray();

const unanswered = () => t("The server does not answer. Please try again.");

/** @param {string} message */
function failed(message) {
  if (sending) sending.hidden = true;
  if (send) send.disabled = false;
  trouble.textContent = message;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "center" });
}

/** What this device keeps for the time without a network, and how to take it off. */
import { html, nothing } from "lit-html";
import { t } from "../../core/words.js";
import { leaving } from "../../kit/leave.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */

/** @param {CheckinState} desk */
export function device(desk) {
  const { kept, pending, revoked } = desk.gate.state;
  const wipe = async () => {
    const { ok: done } = await desk.gate.wipe();
    desk.trouble = done ? null : t("Something is not sent yet. Please wait for the network.");
    desk.announce(done ? t("This device keeps nothing any more.") : (desk.trouble ?? ""));
    desk.redraw();
    return done;
  };
  const lost = t(
    "Your link was taken back while scans were waiting. Please open a new one on this device: then they are sent.",
  );
  const button = html`<button type="button" class="button" @click=${() => void wipe()}>
    ${t("Erase all data from this device")}
  </button>`;
  return html`<section class="device" aria-labelledby="h-device">
    <h2 id="h-device">${t("This device")}</h2>
    ${revoked && pending ? html`<p class="wrong" role="alert">${lost}</p>` : nothing}
    <p class="note">${kept ? keptWords(desk) : nothingKept()}</p>
    <p class="acts">
      <a class="button" href=${`${desk.base}/scanner`} target="_blank" rel="noopener">${t("Test a scanner")}</a>
      ${kept ? button : nothing}
    </p>
    ${leaving(desk.app.boot.event, { refuse: (why) => desk.refuse(why), before: wipe })}
  </section>`;
}

/** @param {CheckinState} desk */
const keptWords = (desk) =>
  desk.supervises
    ? t(
        "It keeps the list with names and goes on when the network is gone. Whoever copies its disk can read them: take everything off it at the end.",
      )
    : t("It keeps which tickets there are, without names, and goes on when the network is gone.");

const nothingKept = () =>
  t(
    "It keeps nothing: when the network is gone, scans are noted until this page is closed. Over https they would outlive that.",
  );

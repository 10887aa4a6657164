/** Giving a role back on a borrowed device: what was opened here ends, for good, also for a copy of the cookie. */
import { html } from "lit-html";
import { drafts } from "../core/drafts.js";
import { t } from "../core/words.js";
import { request } from "./request.js";

/**
 * @param {string} event
 * @param {{refuse: (why: string) => void, before?: () => Promise<boolean>}} page
 *   before: what is to be done first; false: then not
 */
export function leaving(event, { refuse, before = async () => true }) {
  const leave = async () => {
    if (!(await before())) return;
    const { ok, body, message } = await request(`/e/${event}/leave`, { method: "POST", gives: "goto" });
    if (!ok) return refuse(message);
    drafts.clear();
    location.assign(body.goto);
  };
  return html`<details class="leaving">
    <summary>${t("Leave this role on this device")}</summary>
    <p class="note">
      ${t("Then this device is an attendee’s again. To come back you need your link: keep it before you leave.")}
    </p>
    <p><button type="button" class="button stop" @click=${() => void leave()}>${t("Leave")}</button></p>
  </details>`;
}

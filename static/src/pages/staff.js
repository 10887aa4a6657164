/** Opens a staff link: takes the secret out of the address, and exchanges it for a cookie once somebody presses. */
import { html, nothing, render } from "lit-html";
import { followSkips } from "../core/skip.js";
import { isRefusal, read } from "../core/ours.js";
import { t } from "../core/words.js";
import { roleWord } from "../views/organise/staff_links.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const told = /** @type {HTMLElement|null} */ (document.getElementById("status"));

/** @typedef {{ok: boolean, role?: string, event?: string, goto?: string, opened?: boolean, message?: string}} Answer */

/** The secret stays in this page's memory only. @type {string} */
let secret = takeSecret();

function takeSecret() {
  const found = decodeURIComponent(location.hash.slice(1));
  if (location.hash) history.replaceState(null, "", location.pathname);
  return found;
}

/** @param {string} pasted a whole link or only its secret */
const secretIn = (pasted) => decodeURIComponent(pasted.trim().split("#").pop() ?? "");

/** What the link would give. Robots that look ahead get so far, and use nothing up; who has it open already goes on. */
async function look() {
  show(html`<h1>${t("Opening your link …")}</h1>`);
  const answer = await exchange({ look: true });
  if (!answer) return show(unreachable(look));
  if (!answer.ok) return show(refused(answer.message ?? ""));
  if (answer.opened) return open();
  show(offered(answer));
}

async function open() {
  show(html`<h1>${t("Opening your link …")}</h1>`);
  const answer = await exchange();
  if (!answer) return show(unreachable(open));
  if (!answer.ok) return show(refused(answer.message ?? ""));
  show(welcome(answer));
  location.replace(answer.goto ?? "/");
}

/** @param {{look?: boolean}} [more] @returns {Promise<Answer|null>} null: no answer from the server */
async function exchange(more = {}) {
  try {
    const reply = await fetch("/s", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ secret, ...more }),
      credentials: "same-origin",
    });
    const answer = /** @type {Answer|null} */ (await read(reply));
    return isRefusal(answer) || (answer?.ok === true && answer.role) ? answer : null;
  } catch {
    return null;
  }
}

/** @param {Answer} answer */
function welcome({ role = "", event = "", goto = "/" }) {
  const where = t("Your device now has this role at the event “{event}”.", { event });
  return html`<h1>${roleWord(role)}</h1>
    <p>${event ? where : t("Your device now has this role.")}</p>
    <p><a class="button main" href=${goto}>${t("Open")}</a></p>`;
}

/** @param {Answer} answer */
const offered = ({ role = "", event = "" }) =>
  html`<h1>${roleWord(role)}</h1>
    ${event ? html`<p>${t("This link gives this device a role at the event “{event}”.", { event })}</p>` : nothing}
    <p>
      <button type="button" class="button main" @click=${open}>${t("Open as {role}", { role: roleWord(role) })}</button>
    </p>`;

/** @param {() => void} again */
const unreachable = (again) =>
  html`<h1>${t("The server does not answer")}</h1>
    <p>${t("Your link is still good. Check the connection and try again.")}</p>
    <p><button type="button" class="button main" @click=${again}>${t("Try again")}</button></p>`;

/** @param {string} message */
const refused = (message) =>
  html`<h1>${t("This link does not open")}</h1>
    <p class="trouble">${message}</p>
    ${paste()}`;

const empty = () =>
  html`<h1>${t("Open a staff link")}</h1>
    <p>
      ${t(
        "Scan the QR code of your link, or paste the link here. For your safety it does not stay in the address bar.",
      )}
    </p>
    ${paste()}`;

/** @param {SubmitEvent} event */
function pasted(event) {
  event.preventDefault();
  secret = secretIn(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("link") ?? ""));
  if (secret) open();
}

const paste = () =>
  html`<form @submit=${pasted}>
    <label
      >${t("Staff link")}<input type="text" name="link" dir="ltr" autocomplete="off" spellcheck="false" required
    /></label>
    <button class="button main">${t("Open")}</button>
  </form>`;

/** @param {unknown} body */
function show(body) {
  render(html`<main id="main" tabindex="-1" class="gate">${body}</main>`, root);
  if (told) told.textContent = root.querySelector("h1")?.textContent ?? "";
}

followSkips();
// The secret is no longer in the address, and the page in the other language needs it too.
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".languages a"))) {
  link.addEventListener("click", () => (link.hash = encodeURIComponent(secret)));
}
addEventListener("hashchange", () => {
  const found = takeSecret();
  if (found) {
    secret = found;
    look();
  }
});

if (secret) look();
else show(empty());

/** The chair's view: who speaks, who is next by the rule, and how both groups fare. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { kindWord, length, parity, rulesWords, silentWords } from "../../floor/floor.js";
import { keepKeys } from "../../kit/dialog.js";
import { submitted } from "../../kit/form.js";
import { origin, share } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { countdown, signOf } from "./parts.js";
import { settings } from "./settings.js";

/** @typedef {import("./state.js").Chair} Chair */
/** @typedef {import("../../floor/floor.js").Hand} Hand */
/** @typedef {(key: string) => unknown} Cap a key as it stands on a button */
/** @typedef {(id: string) => {tabindex: number, current: boolean, choose: () => void}} Row where the keyboard is */

const MINUTE = 60_000;
const SHOWN = 60;

/** Who has the floor, and the buttons that move it. @param {Chair} chair @param {Cap} cap */
export function turn(chair, cap) {
  const { floor, now, question, waiting } = chair;
  if (!floor) return nothing;
  const title = now ? t("Has the floor") : question ? t("Being answered") : t("Nobody has the floor");
  return html`<section class="turn" aria-labelledby="h-turn">
    <h3 id="h-turn">${title}</h3>
    ${!now && question ? html`<div class="speaker">${asked(question)}</div>` : nothing}
    ${
      now
        ? html`<div class="speaker">
            ${who(now)}
            <p class="clock-line">${countdown(floor, chair.host.clock)}</p>
          </div>`
        : nothing
    }
    <div class="acts">
      <button
        type="button"
        class="button main"
        ?disabled=${!waiting.length && !now && !question}
        @click=${() => void chair.next()}
      >
        ${waiting.length ? html`${t("Next:")}&nbsp;${named(waiting[0])}` : t("Next")}${cap("n")}
      </button>
      ${
        now || question
          ? html`<button type="button" class="button" @click=${() => void chair.done()}>
              ${t("Done")}${cap("d")}
            </button>`
          : nothing
      }
      ${
        now
          ? html`<button type="button" class="button" @click=${() => chair.more()}>${t("30 s more")}${cap("+")}</button>
              <button type="button" class="button" @click=${() => chair.skip(now.id)}>
                ${t("Is not there")}${cap("x")}
              </button>`
          : nothing
      }
      ${
        chair.spoken.length
          ? html`<button type="button" class="button" @click=${() => chair.back()}>
              ${t("Call back")}${cap("b")}
            </button>`
          : nothing
      }
    </div>
  </section>`;
}

/** @param {Hand} hand */
const named = ({ question, sign }) => (question ? t("typed question") : signOf(sign));

/** The running order. @param {Chair} chair @param {Row} row */
export function order(chair, row) {
  const { waiting } = chair;
  if (!chair.floor) return html`<p class="empty">${t("Open the list, and people can raise their hands.")}</p>`;
  return html`<p class="note">${t("Order: {rules}", { rules: rulesWords(chair.floor) })}</p>
    <ol class="list hands" role="list">
      ${repeat(
        waiting.slice(0, SHOWN),
        (hand) => hand.id,
        (hand, i) => html`<li>${card(chair, hand, row(hand.id), i + 1)}</li>`,
      )}
    </ol>
    ${waiting.length ? nothing : html`<p class="empty">${t("No hand is up.")}</p>`}
    ${apart(chair, t("From muted devices"), chair.others("held"))}
    ${apart(chair, t("Set aside"), chair.others("skipped"))} ${apart(chair, t("Have spoken"), chair.spoken)}`;
}

/** @param {Chair} chair @param {Hand} hand @param {ReturnType<Row>} at @param {number} rank */
function card(chair, hand, { tabindex, current, choose }, rank) {
  return html`<article
    class=${current ? "list-card ranked hand current" : "list-card ranked hand"}
    data-row=${hand.id}
    tabindex=${tabindex}
    aria-labelledby=${`hand-${hand.id}`}
    @focusin=${choose}
    @click=${choose}
  >
    <b class="rank tabular">${rank}</b>
    <div class="body">
      <div id=${`hand-${hand.id}`}>${hand.question ? asked(hand.question) : who(hand, chair.host.clock.now())}</div>
      <div class="acts">
        <button type="button" class="button small" @click=${() => void chair.call(hand.id)}>
          ${hand.question ? t("Answer now") : t("Call")}
        </button>
        ${
          hand.question
            ? nothing
            : html`<button type="button" class="button small" @click=${() => chair.skip(hand.id)}>
                  ${t("Set aside")}
                </button>
                <button type="button" class="button small" @click=${() => chair.lower(hand.id)}>
                  ${t("Take down")}
                </button>`
        }
      </div>
    </div>
  </article>`;
}

/** A typed question among hands. @param {RowOf<"question">} question */
const asked = (question) =>
  html`<p class="text" dir="auto" lang=${question.lang ?? nothing}>${question.text}</p>
    <p class="who">
      <span class="label">${t("typed question")}</span> ${origin(question.mode)}
      ${question.name ? html`<bdi>${question.name}</bdi>` : nothing}
    </p>`;

/** A hand in words. @param {Hand} hand @param {number} [now] event ms, to say how long it has been up */
function who(hand, now) {
  const { card } = hand;
  const minutes = now && card ? Math.floor((now - card.at) / MINUTE) : 0;
  return html`<p class="who">
      ${signOf(hand.sign)} ${card?.name ? html`<b dir="auto">${card.name}</b>` : nothing} ${origin(hand.mode)}
      ${hand.kind === "contribution" ? nothing : html`<span class="label">${kindWord(hand.kind)}</span>`}
      ${hand.list ? html`<span class="label" dir="auto">${hand.list}</span>` : nothing}
      ${card?.team ? html`<span class="quiet">${t("added by the team")}</span>` : nothing}
      ${card && !card.spoken && card.ms === null ? html`<span class="label">${t("first time")}</span>` : nothing}
      ${minutes > 0 ? html`<small class="tabular">${t("{n} min", { n: minutes })}</small>` : nothing}
    </p>
    ${card?.about ? html`<p class="text" dir="auto">${card.about}</p>` : nothing}`;
}

/** @param {Chair} chair @param {string} title @param {Hand[]} hands */
function apart(chair, title, hands) {
  if (!hands.length) return nothing;
  return html`<details class="apart">
    <summary>${title} <span class="count tabular">${hands.length}</span></summary>
    <ul class="list" role="list">
      ${repeat(
        hands,
        (hand) => hand.id,
        (hand) =>
          html`<li class="list-card hand">
            ${who(hand)}
            <div class="acts">
              ${hand.card?.ms ? html`<span class="tabular">${length(hand.card.ms)}</span>` : nothing}
              <button type="button" class="button small" @click=${() => void chair.call(hand.id)}>${t("Call")}</button>
            </div>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** Somebody without a phone: two keys, with or without a name. @param {Chair} chair @param {Cap} cap */
export function add(chair, cap) {
  if (!chair.floor) return nothing;
  const { adding, typed } = chair;
  const send = (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    void chair.added(text("name"), text("about"));
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    keepKeys(event);
    if (event.key === "Escape") chair.add(null);
  };
  const button = (/** @type {"onsite"|"remote"} */ mode, /** @type {string} */ words, /** @type {string} */ key) =>
    html`<button type="button" class="button" aria-expanded=${adding === mode} @click=${() => chair.add(mode)}>
      ${words}${cap(key)}
    </button>`;
  return html`<section class="add-hand" aria-label=${t("Add somebody")}>
    <div class="acts">
      ${button("onsite", t("Add from the room"), "i")} ${button("remote", t("Add from remote"), "r")}
    </div>
    ${
      adding
        ? html`<form @submit=${send} @keydown=${keys}>
            <p>${origin(adding)}</p>
            <label
              ><span>${t("Name (optional)")}</span
              ><input
                name="name"
                maxlength="60"
                data-draft="add-hand"
                autocomplete="off"
                dir="auto"
                .defaultValue=${typed.name}
            /></label>
            <label
              ><span>${t("What about (optional)")}</span
              ><input
                name="about"
                maxlength="80"
                data-draft="add-about"
                autocomplete="off"
                dir="auto"
                .defaultValue=${typed.about}
            /></label>
            <div class="acts">
              <button class="button main">${t("On the list")}</button>
              <button type="button" class="button" @click=${() => chair.add(null)}>${t("Cancel")}</button>
            </div>
          </form>`
        : nothing
    }
  </section>`;
}

/** How both groups fare. @param {Chair} chair */
export function meter(chair) {
  if (!chair.floor) return nothing;
  const groups = parity(chair.host.table, chair.place, chair.host.clock.now());
  const [onsite, remote] = groups;
  return html`<section class="parity" aria-labelledby="h-parity">
    <h3 id="h-parity">${t("Both groups")}</h3>
    <table>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${t("Turns")}</th>
          <th scope="col">${t("Time")}</th>
          <th scope="col">${t("Waiting")}</th>
        </tr>
      </thead>
      <tbody>
        ${groups.map(
          (group) =>
            html`<tr>
              <th scope="row">${origin(group.mode)}</th>
              <td class="tabular">${group.turns}</td>
              <td class="tabular">${length(group.ms)}</td>
              <td class="tabular">${group.waiting}${since(group.oldest)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${share(onsite.turns, remote.turns)}
    ${groups.filter(({ silent }) => silent).map((group) => html`<p class="warn">${silentWords(group)}</p>`)}
  </section>`;
}

/** How long the first of them has waited. @param {number} ms */
const since = (ms) => (ms >= MINUTE ? html` · ${t("{n} min", { n: Math.floor(ms / MINUTE) })}` : nothing);

/** Whether people can raise their hands. @param {Chair} chair @param {Cap} cap */
export const switchOf = (chair, cap) =>
  html`<button
    type="button"
    class="switch"
    role="switch"
    aria-checked=${Boolean(chair.floor?.open)}
    @click=${() => chair.toggle()}
  >
    <i aria-hidden="true"></i>${t("Hands can be raised")}${cap("o")}
  </button>`;

/** All of it, one below the other, where there is one column. @param {Chair} chair */
export function whole(chair) {
  const cap = () => nothing;
  const row = () => ({ tabindex: -1, current: false, choose() {} });
  return html`<details class="room-floor" ?open=${Boolean(chair.floor?.open)}>
    <summary>${t("Hands")} <span class="count tabular">${chair.waiting.length}</span></summary>
    <div class="chair">
      ${switchOf(chair, cap)} ${turn(chair, cap)} ${order(chair, row)} ${add(chair, cap)} ${meter(chair)}
      ${settings(chair)}
    </div>
  </details>`;
}

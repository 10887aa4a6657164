/** The controls of a ballot, one shape per kind of poll. Nothing here moves while a finger is on its way to it. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { MOST_TEXT, MOST_WORD } from "../../polls/ballots.js";
import { pick, t, tn } from "../../core/words.js";
import { grow } from "./compose.js";
import { both } from "./words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */
/** @typedef {import("../../polls/ballots.js").Choice} Choice */

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
export function choices(page, poll) {
  const draft = page.voting.of(poll).draft;
  const write = (/** @type {Choice} */ choice) => page.voting.write(poll, choice);
  switch (poll.kind) {
    case "single":
      return one(poll, draft, write);
    case "scale":
      return one(poll, draft, write);
    case "multiple":
      return several(poll, list(draft), write);
    case "ranking":
      return ranking(page, poll, list(draft), write);
    case "text":
      return text(poll, draft, write);
    default:
      return words(poll, list(draft), write);
  }
}

/** @param {Choice|undefined} draft @returns {string[]} */
const list = (draft) => (Array.isArray(draft) ? draft : []);

/**
 * Numbers stand side by side, words below each other.
 * @param {RowOf<"poll">} poll
 * @param {Choice|undefined} draft
 * @param {(choice: string) => void} write
 */
function one(poll, draft, write) {
  const short = poll.options.every(({ de, en }) => de.length < 3 && en.length < 3);
  return html`<div class=${short ? "choices numbers" : "choices"}>
    ${poll.options.map(
      ({ id, ...label }) =>
        html`<label>
          <input
            type="radio"
            name=${poll.id}
            value=${id}
            .checked=${live(draft === id)}
            @change=${() => write(id)}
          /><span>${both(label)}</span>
        </label>`,
    )}
  </div>`;
}

/** @param {RowOf<"poll">} poll @param {string[]} draft @param {(choice: string[]) => void} write */
function several(poll, draft, write) {
  const full = draft.length >= poll.max;
  const set = (/** @type {string} */ id, /** @type {boolean} */ on) =>
    write(
      poll.options
        .map((option) => option.id)
        .filter((/** @type {string} */ other) => (other === id ? on : draft.includes(other))),
    );
  return html`<div class="choices">
      ${poll.options.map(
        ({ id, ...label }) =>
          html`<label>
            <input
              type="checkbox"
              value=${id}
              .checked=${live(draft.includes(id))}
              ?disabled=${full && !draft.includes(id)}
              @change=${(/** @type {FieldEvent} */ event) => set(id, event.target.checked)}
            /><span>${both(label)}</span>
          </label>`,
      )}
    </div>
    ${
      poll.max < poll.options.length
        ? html`<p class="quiet tabular">${t("{n} of {of} chosen", { n: draft.length, of: poll.max })}</p>`
        : nothing
    }`;
}

/**
 * Options stay where they are and get the number of their place: a list that sorts itself would move under the finger.
 * @param {AttendeeState} page @param {RowOf<"poll">} poll @param {string[]} draft
 * @param {(choice: string[]) => void} write
 */
function ranking(page, poll, draft, write) {
  const put = (
    /** @type {string[]} */ order,
    /** @type {string} */ id,
    /** @type {Record<string, string>} */ label,
  ) => {
    const place = order.indexOf(id) + 1;
    page.say.now(
      place
        ? t("{label}: place {n}", { label: pick(label), n: place })
        : t("{label}: without a place", { label: pick(label) }),
    );
    write(order);
  };
  const full = draft.length >= poll.max;
  return html`<ul class="choices places">
    ${poll.options.map(({ id, ...label }) => {
      const at = draft.indexOf(id);
      const name = pick(label);
      const tap = () => put(at < 0 ? [...draft, id] : draft.filter((other) => other !== id), id, label);
      const move = (/** @type {number} */ by) => put(moved(draft, at, by), id, label);
      return html`<li>
        <button type="button" class="place" aria-pressed=${at >= 0} ?disabled=${full && at < 0} @click=${tap}>
          <i class="tabular" aria-hidden="true">${at < 0 ? nothing : at + 1}</i
          ><span>${at < 0 ? nothing : place(at + 1)}${both(label)}</span>
        </button>
        ${step(t("Up: {label}", { label: name }), at > 0, () => move(-1), "M2 9 8 3l6 6")}
        ${step(t("Down: {label}", { label: name }), at >= 0 && at < draft.length - 1, () => move(1), "m2 3 6 6 6-6")}
      </li>`;
    })}
  </ul>`;
}

/** The place in an option's name. @param {number} n */
const place = (n) => html`<span class="unseen">${t("Place {n}:", { n })}</span> `;

/** @param {string} words @param {boolean} can @param {() => void} act @param {string} path */
const step = (words, can, act, path) =>
  html`<button type="button" class="step" ?disabled=${!can} @click=${act}>
    <span class="unseen">${words}</span><svg viewBox="0 0 16 12" aria-hidden="true"><path d=${path}></path></svg>
  </button>`;

/** @param {string[]} order @param {number} from @param {number} by */
function moved(order, from, by) {
  const next = [...order];
  next.splice(from + by, 0, ...next.splice(from, 1));
  return next;
}

/** @param {RowOf<"poll">} poll @param {Choice|undefined} draft @param {(choice: string) => void} write */
function text(poll, draft, write) {
  const value = typeof draft === "string" ? draft : "";
  const left = MOST_TEXT - [...value.trim()].length;
  return html`<div class="choices">
    <textarea
      rows="3"
      dir="auto"
      data-draft=${`answer-${poll.id}`}
      aria-label=${t("Your answer")}
      .value=${live(value)}
      @input=${(/** @type {FieldEvent} */ event) => (write(event.target.value), grow(event.target))}
    ></textarea>
    <p class=${left < 0 ? "note" : "quiet"}>
      ${
        left < 0
          ? tn("{n} character too many", "{n} characters too many", -left)
          : tn("{n} character left", "{n} characters left", left)
      }
    </p>
  </div>`;
}

/** @param {RowOf<"poll">} poll @param {string[]} draft @param {(choice: string[]) => void} write */
function words(poll, draft, write) {
  const fields = Array.from({ length: poll.max }, (_, i) => draft[i] ?? "");
  const fill = (/** @type {number} */ i, /** @type {string} */ word) =>
    write(fields.map((other, at) => (at === i ? word : other)));
  return html`<div class="choices">
    ${fields.map(
      (value, i) =>
        html`<input
          autocomplete="off"
          dir="auto"
          data-draft=${`answer-${poll.id}-${i}`}
          maxlength=${MOST_WORD}
          aria-label=${t("Word {n}", { n: i + 1 })}
          placeholder=${t("Word {n}", { n: i + 1 })}
          .value=${live(value)}
          @input=${(/** @type {FieldEvent} */ event) => fill(i, event.target.value)}
        />`,
    )}
  </div>`;
}

/**
 * What every page does between two drawings: it sends commands, shows why one was refused, tells screen readers what
 * was done, and draws again. A page's own state is a class that extends this one.
 */

/**
 * @typedef {import("../core/send.js").Answer} Answer
 * @typedef {Pick<import("../core/send.js").Sender, "do">} Sender
 * @typedef {{say?: (text: string) => void, redraw?: () => void}} Output
 *   say: tells screen readers at once; a page that shows refusals as an alert leaves it out
 */

export class PageState {
  /** Why the last command was refused, to be shown until one succeeds. @type {string|null} */
  trouble = null;
  #sender;

  /** @param {Sender} sender @param {Output} [output] */
  constructor(sender, { say = () => {}, redraw = () => {} } = {}) {
    this.#sender = sender;
    this.say = say;
    this.redraw = redraw;
  }

  /**
   * Send a command. A refusal is shown and said.
   * @param {string} name @param {import("../core/outbox.js").Args} args
   * @param {string} [done] what to say when it is done
   */
  act = async (name, args, done = "") => {
    const answer = await this.#sender.do(name, args, { quiet: true });
    this.trouble = this.refusal(answer);
    const news = this.trouble ?? (answer.ok ? done : "");
    if (news) this.say(news);
    this.redraw();
    return answer;
  };

  /** What is shown of an answer that is a refusal. @param {Answer} answer @returns {string|null} null: nothing */
  refusal({ ok, message }) {
    return ok ? null : (message ?? null);
  }

  /** Show and say why something cannot be done here. @param {string} why */
  refuse(why) {
    this.trouble = why;
    this.say(why);
    this.redraw();
  }
}

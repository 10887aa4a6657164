/** The attendees' page: what is happening now, and the one thing to do about it within thumb's reach. */
import { html } from "lit-html";
import { header } from "../views/attend/header.js";
import { now } from "../views/attend/now.js";
import { run, takePart } from "../views/attend/page.js";

run(
  (page) =>
    html`${header(page)}
      <main id="main" tabindex="-1">${now(page)}${takePart(page)}</main>`,
);

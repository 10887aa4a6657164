/** Evaluating: keeps what is typed until it has arrived. */
import { drafts } from "../core/drafts.js";
import { Fields } from "../core/fields.js";
import { tray } from "../kit/tray.js";

const own = `evaluation-${location.pathname.split("/").at(-1)}.`;
if (document.querySelector("[data-answered]")) drafts.forget(({ key }) => key.startsWith(own));

new Fields().start();
tray();

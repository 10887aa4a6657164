/** The podium's page, on a tablet or a speaker's phone: it follows the item that runs, and is hardly ever touched. */
import { start } from "../core/boot.js";
import { stayAwake } from "../kit/awake.js";
import { live } from "../kit/view.js";
import { podium } from "../views/screen/stage.js";

const app = start();
const { table, clock, boot, sender } = app;
const stands = boot.me.roles.some((/** @type {string} */ role) => role === "podium" || role === "screen");
/** @param {string} id */
const seen = (id) => void sender.do("crew.seen", { id, role: "podium" });

live(app.root, () => podium(table, boot, { clock, ...(stands && { seen }) }), app);
stayAwake();

/** A page of ours that says why there is no other: what was being written for that one is shown, to be copied. */
import { drafts } from "../core/drafts.js";
import { tray } from "../kit/tray.js";

// A desk is a device that many use: there nothing stays once its link has ended.
if (location.pathname.endsWith("/desk")) drafts.clear();
for (const { key } of drafts.all) drafts.lose(key);
tray();

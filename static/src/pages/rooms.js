/** The round page: all rooms at a glance, on a wall, on a laptop at home, on a phone in the corridor. */
import { html } from "lit-html";
import { header } from "../views/attend/header.js";
import { run } from "../views/attend/page.js";
import { roundBoard } from "../views/rooms/board.js";

run((page) => html`${header(page)}${roundBoard(page)}`);

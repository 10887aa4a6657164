/**
 * On an error page that stands on a wall or over a stream, where nobody presses a key: the real page is loaded as soon
 * as the server has it, and not before, so that no error page of the browser takes this one's place.
 */
import { isServed } from "../core/ours.js";

/** Between two looks, ms; spread, since a hall's screens are switched on together. */
const PAUSE = 10_000;

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE * (0.75 + Math.random() / 2)));

do await pause();
while (!(await isServed()));
location.reload();

/** A link on a table that has begun, in a world of its own. */
import { Link } from "../../static/src/core/link.js";
import { Table } from "../../static/src/core/table.js";

export const HELLO = { t: "hello", epoch: "e1", now: 0, build: "b" };
export const delta = (v, id = "a") => ({ t: "delta", v, put: [["votes", id, { n: v }]], gone: [] });

export function connect(world, options = {}) {
  const table = new Table();
  table.take({ t: "hello", epoch: "e1" });
  table.take({ t: "state", v: 1, put: [] });
  const said = [];
  const link = new Link({
    event: "ev",
    table,
    env: world.env,
    onStatus: (status) => said.push(status.state),
    ...options,
  });
  link.start();
  return { table, link, said };
}

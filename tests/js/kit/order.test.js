import assert from "node:assert/strict";
import { test } from "node:test";
import { Order } from "../../../static/src/kit/order.js";

const rows = (...ids) => ids.map((id) => ({ id, text: id }));
const ids = (found) => found.rows.map((row) => row.id).join("");

test("a free list takes the wanted order", () => {
  const order = new Order();
  assert.equal(ids(order.arrange(rows("a", "b"), { free: true })), "ab");
  assert.equal(ids(order.arrange(rows("b", "c", "a"), { free: true })), "bca");
});

test("while somebody reads nothing moves in, out or up, and new ones are counted", () => {
  const order = new Order();
  order.arrange(rows("a", "b", "c"), { free: true });
  const found = order.arrange(rows("n", "c", "b", "m"), { free: false });
  assert.equal(ids(found), "abc");
  assert.equal(found.fresh, 2);
  assert.deepEqual([...found.left], ["a"]);
  assert.equal(found.rows[0].text, "a", "a row that is gone is still readable");
  assert.equal(ids(order.arrange(rows("n", "c", "b", "m"), { free: true })), "ncbm");
});

test("texts go on changing in place, unless the list is held", () => {
  const order = new Order();
  order.arrange([{ id: "a", text: "old" }], { free: true });
  assert.equal(order.arrange([{ id: "a", text: "held" }], { free: false, frozen: true }).rows[0].text, "old");
  assert.equal(order.arrange([{ id: "a", text: "new" }], { free: false }).rows[0].text, "new");
});

test("another subject never waits", () => {
  const order = new Order();
  order.arrange(rows("a"), { free: true, about: "panel-1" });
  assert.equal(ids(order.arrange(rows("x", "y"), { free: false, about: "panel-2" })), "xy");
});

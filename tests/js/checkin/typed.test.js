import assert from "node:assert/strict";
import { test } from "node:test";
import { typedPerson } from "../../../static/src/checkin/typed.js";

const CASES = [
  ["Müller, Anna", "Anna Müller", ""],
  ["Müller, Anna, Caritas", "Anna Müller", "Caritas"],
  ["von der Heide, Max", "Max von der Heide", ""],
  ["van Dijk, Jan Piet, Gemeente Utrecht", "Jan Piet van Dijk", "Gemeente Utrecht"],
  ["Müller-Lüdenscheidt, Eva", "Eva Müller-Lüdenscheidt", ""],
  ["Шевченко, Олена", "Олена Шевченко", ""],
  ["Anna Müller", "Anna Müller", ""],
  ["Anna Müller, Caritas", "Anna Müller", "Caritas"],
  ["Dr. Eva Brandt, Uni Probe", "Dr. Eva Brandt", "Uni Probe"],
  ["Müller, AWO", "Müller", "AWO"],
  ["Müller, Caritas", "Müller", "Caritas"],
  ["Müller, Verein Nord e. V.", "Müller", "Verein Nord e. V."],
  ["Anna Müller, PhD, Uni Probe", "Anna Müller, PhD", "Uni Probe"],
  ["Anna", "Anna", ""],
  ["  Anna   Müller ,  ", "Anna Müller", ""],
  ["", "", ""],
];

for (const [text, name, org] of CASES) {
  test(`“${text}” at the desk is “${name}”`, () => assert.deepEqual(typedPerson(text), { name, org }));
}

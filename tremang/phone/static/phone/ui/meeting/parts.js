/** Parts that only meeting screens use: rows of which one is chosen, pick lists, names, sentences in the way. */

import { h } from "../dom.js";
import { unbroken } from "../kit.js";
import { named } from "../words.js";

/** "Bà Trần Thị Lụa" of a member's row. */
export const nameOf = (row) => (row ? named(row) : "");

/** "bà Lụa" of a member's row. */
export const calledOf = (row) => row?.called || row?.name || "";

/** A row of which one of several is chosen: a ring at the left, the whole row taps. */
export function choice({ key, name, more = "", chosen, onclick }) {
  return h(
    "button",
    { type: "button", role: "radio", "aria-checked": String(chosen), class: `row tick-row${chosen ? " chosen" : ""}`, "data-key": key, onclick },
    h("span", { class: `tick round${chosen ? " on" : ""}` }),
    h("span", { class: "row-words" }, h("span", { class: "name" }, unbroken(name)), more && h("span", { class: "more" }, unbroken(more))),
  );
}

/** Rows of which one is chosen, named for a screen reader. */
export const choices = (label, rows) => h("div", { class: "rows", role: "radiogroup", "aria-label": label }, rows);

/** A label with a list to pick from: [[value, words]]. */
export function pick({ name, label, value, options, onchange }) {
  const one = ([key, words]) => h("option", { value: key, selected: key === value }, words);
  return h("div", { class: "field" }, h("label", { for: `pick-${name}` }, label),
    h("select", { id: `pick-${name}`, "data-key": name, onchange: (event) => onchange(event.target.value) }, options.map(one)));
}

/** A sentence that stands in the way: what is wrong with it, then what to do. "" for none. */
export const hurdle = (sentence) => (sentence ? h("p", { class: "error", role: "alert", "data-key": "hurdle" }, sentence) : null);

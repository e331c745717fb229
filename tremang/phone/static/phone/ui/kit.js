/** The parts every screen is made of; looks and sizes are in css/. */

import { h, icon } from "./dom.js";

const NBSP = "\u00a0";
const LONG = 12; // letters for which any line has room
let made = 0;

/** Words in which what belongs together (a date, a sum) goes to the next line as a whole, and breaks only where a line has no room for it. */
export function unbroken(words) {
  const parts = words.includes?.(NBSP) ? words.split(" ") : [];
  if (!parts.some(isLong)) return words;
  return parts.flatMap((each, index) => [index ? " " : "", isLong(each) ? h("span", { class: "whole" }, each.replaceAll(NBSP, " ")) : each]);
}

const isLong = (part) => part.length > LONG && part.includes(NBSP);

/** The one solid button of a screen: a verb and its object. */
export const primary = (words, onclick, attrs = {}) => h("button", { type: "button", class: "press solid", onclick, ...attrs }, words);

/** The way out, or the rarer way. */
export const secondary = (words, onclick, attrs = {}) => h("button", { type: "button", class: "press", onclick, ...attrs }, words);

/** A button that looks like a link. */
export const link = (words, onclick, attrs = {}) => h("button", { type: "button", class: "link", onclick, ...attrs }, words);

/** A full-width row to tap: `name` in bold, `more` beneath, `state` at the right; `key` keeps it in place over redraws. */
export function row({ key, name, more = "", state = null, onclick, chosen = false, odd = false, attrs = {} }) {
  return h(
    "button",
    { type: "button", class: `row${chosen ? " chosen" : ""}${odd ? " odd" : ""}`, "data-key": key, onclick, ...attrs },
    h("span", { class: "row-words" }, h("span", { class: "name" }, unbroken(name)), more && h("span", { class: "more" }, unbroken(more))),
    state || icon("right"),
  );
}

/** A row that is ticked or not: a box at the left, the whole row taps. */
export function tickRow({ key, name, more = "", ticked, onclick }) {
  return h(
    "button",
    { type: "button", role: "checkbox", "aria-checked": String(ticked), class: `row tick-row${ticked ? " chosen" : ""}`, "data-key": key, onclick },
    h("span", { class: `tick${ticked ? " on" : ""}` }, ticked && icon("tick")),
    h("span", { class: "row-words" }, h("span", { class: "name" }, name), more && h("span", { class: "more" }, more)),
  );
}

/** The state of a row: a shape over a word. */
export const state = (shape, words, { disc = false, strong = false } = {}) =>
  h("span", { class: `state${strong ? " strong" : ""}` }, icon(shape, { disc }), h("span", {}, words));

/** The bamboo stem: `at` of `of` steps, those before it done. */
export function stem(at, of) {
  const nodes = Array.from({ length: of }, (_, index) => h("i", { class: index + 1 < at ? "done" : index + 1 === at ? "now" : "" }));
  return h("div", { class: "stem", role: "img", "aria-label": `Bước ${at} trong ${of}` }, nodes);
}

/** A title with a figure at its right, and a sentence beneath. */
export const title = (words, { figure = null, more = "" } = {}) => [
  h("div", { class: "title" }, h("h1", { tabindex: "-1" }, unbroken(words)), figure && h("p", { class: "figure" }, figure)),
  more && h("p", { class: "lead" }, unbroken(more)),
];

/** Label and value in a line of their own. */
export const line = (label, value, attrs = {}) => h("div", { class: "line", ...attrs }, h("span", {}, label), h("b", {}, value));

/** A field with its label above, an example, and the sentence of what is wrong between them. */
export function field({ label, example = "", error = "", value = "", oninput, type = "text", inputmode = null, rows = 0, autocomplete = "off", name = "" }) {
  const id = `f${(made += 1)}-${name}`;
  const attrs = { id, "data-key": name || label, value, oninput, autocomplete, inputmode, "aria-invalid": error ? "true" : null, "aria-describedby": error ? `${id}-error` : null };
  return h(
    "div",
    { class: `field${error ? " wrong" : ""}` },
    h("label", { for: id }, label, example && h("span", { class: "example" }, `Ví dụ ${example}`)),
    error && h("p", { class: "error", id: `${id}-error` }, error),
    rows ? h("textarea", { ...attrs, rows: String(rows) }) : h("input", { ...attrs, type }),
  );
}

const KEYS = [["1", "2", "3", "+100"], ["4", "5", "6", "+10"], ["7", "8", "9", "+1"], ["000", "0", "Xóa 1 số", "Xóa hết"]];

/** What pressing `key` makes of `sum` (whole đồng). */
export function pressed(sum, key) {
  const most = 999_999_999_999;
  const next = key === "Xóa hết" ? 0 : key === "Xóa 1 số" ? Math.floor(sum / 10)
    : key.startsWith("+") ? sum + Number(key.slice(1)) * 1000 : key === "000" ? sum * 1000 : sum * 10 + Number(key);
  return next > most ? sum : next;
}

/** The big keypad for a sum; `onsum(next)` on each key. `plain` leaves out the thousands (counts, readings). */
export function keypad(sum, onsum, { plain = false } = {}) {
  const keys = plain ? [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], ["Xóa hết", "0", "Xóa 1 số"]] : KEYS;
  const key = (name) =>
    h(
      "button",
      { type: "button", class: `key${name.startsWith("+") ? " add" : ""}${name.startsWith("Xóa") ? " erase" : ""}`, "data-key": name, onclick: () => onsum(pressed(sum, name)) },
      name.startsWith("+") ? [h("b", {}, name), h("span", {}, "nghìn")] : name.replace("1 ", "1\u00a0"),
    );
  return h("div", { class: `keypad${plain ? " plain" : ""}` }, keys.flat().map(key));
}

/** What stands in place of a list that holds nothing yet. */
export const empty = (what, how, action = null) => h("div", { class: "empty" }, h("p", {}, h("b", {}, what)), h("p", {}, how), action);

/** A card with words and what can be done. `tone`: "", "main", "ochre", "brick", "sunk". */
export const card = (tone, ...children) => h("section", { class: `card ${tone}` }, ...children);

/** Facts one beneath another: [[label, value], …], those without a value left out. */
export const facts = (pairs) => h("dl", { class: "facts" }, pairs.filter(([, value]) => value).map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value))));

/** A button's words while it works. */
export const working = (words) => [icon("clock"), h("span", {}, words)];

/** What a person must hear at once: what went wrong. */
export const alarm = (words) => words && h("p", { class: "error", role: "alert" }, words);

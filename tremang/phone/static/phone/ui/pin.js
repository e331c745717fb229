/** The PIN's four boxes and its big keys; the digits are never shown. */

import { h } from "./dom.js";
import { alarm, working } from "./kit.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "Xóa hết", "0", "Xóa 1 số"];

/** What pressing `key` makes of the digits so far, `most` of them. */
export function pressedPin(digits, key, most = 4) {
  if (key === "Xóa hết") return "";
  if (key === "Xóa 1 số") return digits.slice(0, -1);
  return digits.length < most ? digits + key : digits;
}

/** The boxes and the keys; `onpin(next)` on each key. `shown`: the digits are read off a paper and may be seen. */
export function pinPad(digits, onpin, { most = 4, shown = false, label = "Mã PIN" } = {}) {
  const box = (_, index) => h("i", { class: index < digits.length ? "filled" : index === digits.length ? "next" : "" }, shown ? digits[index] || "" : "");
  const key = (name) =>
    h("button", { type: "button", class: `key${name.startsWith("Xóa") ? " erase" : ""}`, "data-key": name, onclick: () => onpin(pressedPin(digits, name, most)) }, name);
  const typed = (event) => {
    const name = event.key === "Backspace" ? "Xóa 1 số" : /^\d$/.test(event.key) ? event.key : null;
    if (!name) return;
    event.preventDefault();
    onpin(pressedPin(digits, name, most));
  };
  return h(
    "div",
    { class: "pin", role: "group", "aria-label": label, onkeydown: typed },
    h("div", { class: `pin-boxes${most > 4 ? " many" : ""}`, role: "img", "aria-label": `${label}: đã ghi ${digits.length} trong ${most} số` }, Array.from({ length: most }, box)),
    h("div", { class: "keypad plain" }, KEYS.map(key)),
  );
}

/**
 * One line of words over the pad, in a place of its own height so that the keys never move: what is asked, what was
 * wrong, or that the phone is at work (then keys do nothing). `state` {pin, error, busy}.
 */
export function pinPart(state, onpin, { say, work = "Đang mở", digits = state.pin, ...pad }) {
  const words = state.busy ? h("p", { class: "busy", role: "status" }, working(work)) : state.error ? alarm(state.error) : h("p", {}, say);
  return [h("div", { class: "says" }, words), pinPad(digits, state.busy ? () => {} : onpin, pad)];
}

/** Why `pin` is a poor one, in words; "" for none. Warned about once, never refused. */
export function poorPin(pin) {
  const easy = /^(\d)\1+$/.test(pin) || "0123456789".includes(pin) || "9876543210".includes(pin) || /^(19|20)\d\d$/.test(pin);
  return easy ? "Mã này dễ đoán. Chọn mã khác, hoặc ghi lại đúng mã này." : "";
}

/** Settings that ask for the PIN. */

import { clockWords, hanoi } from "../../core/days.js";
import { changePin, unlock } from "../../core/keys.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { card, field, primary, secondary, title } from "../kit.js";
import { change, once } from "../once.js";
import { pinPart, poorPin } from "../pin.js";
import { you } from "../you.js";

const BACK = { back: "cai-dat" };
const HELPS = 60; // minutes
const CLEAR = { pin: "", error: "" };

/** The PIN of now, then a new one twice. */
export function pinScreen(app) {
  const state = app.state(() => ({ old: "", first: "", warned: "", busy: false, ...CLEAR }));
  const asks = !state.old ? ["Mã đang dùng", "Ghi mã đang dùng trước."] : !state.first ? ["Mã mới", "Chọn 4 số dễ nhớ, khó đoán."] : ["Ghi lại mã mới", "Để chắc là nhớ đúng."];
  const on = (pin) => (pin.length < 4 ? change(app, state, { ...CLEAR, pin }) : step(app, state, pin));
  return { top: BACK, body: [title("Đổi mã PIN"), h("h2", {}, asks[0]), pinPart(state, on, { label: asks[0], say: asks[1], work: "Đang xem mã" })] };
}

function step(app, state, pin) {
  if (!state.old) return checked(app, state, pin, () => change(app, state, { ...CLEAR, old: pin }));
  if (!state.first) {
    const poor = poorPin(pin);
    if (poor && state.warned !== pin) return change(app, state, { pin: "", warned: pin, error: poor });
    return change(app, state, { ...CLEAR, first: pin });
  }
  if (pin !== state.first) return change(app, state, { first: "", pin: "", error: "Hai lần ghi khác nhau. Mời chọn lại mã mới." });
  return once(app, state, async () => {
    await changePin(state.old, pin, app.store, Date.now());
    app.go("cai-dat");
    app.said("Đã đổi mã. Lần sau mở máy bằng mã mới.");
  }, { pin });
}

/** Runs `then` when the PIN is right; a wrong one counts as at the door. */
function checked(app, state, pin, then) {
  return once(app, state, async () => {
    const opened = await unlock(pin, app.store, Date.now());
    if (opened.key) return then();
    if (opened.wiped) return app.wiped();
    const wait = Math.ceil((opened.waitUntil - Date.now()) / 1000);
    const later = opened.waitUntil && wait > 0 ? ` Mời đợi ${wait < 60 ? `${wait} giây` : `${Math.ceil(wait / 60)} phút`} rồi ghi lại.` : "";
    return change(app, state, { pin: "", error: `Mã chưa đúng. Còn ${opened.left} lần.${later}` });
  }, { pin });
}

/** Somebody types for an hour under his own name, with the holder's PIN. */
export function helperScreen(app) {
  const helper = app.club.view().helper;
  const state = app.state(() => ({ name: "", asking: false, missing: "", busy: false, ...CLEAR }));
  if (helper) return helping(app, helper);
  if (state.asking) return helperPin(app, state);
  const next = () => (state.name.trim() ? change(app, state, { asking: true }) : change(app, state, { missing: "Chưa có tên. Mời ghi tên người gõ giúp." }));
  return {
    top: BACK,
    body: [
      title("Nhờ người gõ giúp", { more: "Người giúp được gõ trong một giờ. Mỗi việc ghi cả tên người giúp và tên người giữ máy." }),
      field({ label: "Tên người gõ giúp", example: "cháu Hoa", name: "helper", value: state.name, error: state.missing, oninput: (event) => { state.name = event.target.value.slice(0, 80); } }),
    ],
    foot: [primary("Đi tiếp", next)],
  };
}

function helping(app, helper) {
  return {
    top: BACK,
    body: [title("Đang có người gõ giúp"), card("sunk", h("p", {}, h("b", {}, upper(helper.name)), ` gõ giúp đến ${clockWords(hanoi(helper.until))}.`))],
    foot: [secondary("Thôi gõ giúp", async () => {
      await app.club.helper.stop();
      app.go("cai-dat");
      app.said(`${upper(helper.name)} đã thôi gõ giúp.`);
    })],
  };
}

function helperPin(app, state) {
  const name = state.name.trim();
  const on = (pin) => (pin.length < 4 ? change(app, state, { ...CLEAR, pin }) : checked(app, state, pin, async () => {
    await app.club.helper.start(name, HELPS);
    app.go("viec-cho");
    app.said(`${upper(name)} gõ giúp được một giờ.`, () => app.club.helper.stop());
  }));
  return { top: BACK, body: [title(`Cho ${name} gõ giúp`, { more: `Mời ${you(app)}tự ghi mã PIN để đồng ý.` }), pinPart(state, on, { say: "Người giúp không cần biết mã.", work: "Đang xem mã" })] };
}

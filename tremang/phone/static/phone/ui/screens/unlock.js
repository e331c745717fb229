/** The PIN that opens the club; and the way back in for who has forgotten it. */

import { h } from "../dom.js";
import { card, link, title } from "../kit.js";
import { change, once } from "../once.js";
import { pinPart, poorPin } from "../pin.js";
import { greeting, shortClub, you } from "../you.js";

const failed = () => (navigator.onLine ? "Máy chưa mở được sổ. Mời tắt ứng dụng rồi mở lại." : "Ứng dụng chưa tải hết. Mời bật mạng rồi mở lại.");

export const screen = {
  tab: null,
  draw(app, [way]) {
    if (app.club && !app.practice) return app.go("viec-cho", { replace: true });
    const state = app.state(() => ({ pin: "", code: "", rescue: "", first: "", warned: "", error: "", left: "", waits: 0, busy: false }));
    return way === "quen" ? forgotten(app, state) : door(app, state);
  },
};

function door(app, state) {
  const seconds = Math.ceil((state.waits - Date.now()) / 1000);
  const on = (pin) => (pin.length < 4 ? change(app, state, { pin, error: "" }) : once(app, state, () => open(app, state, pin), { pin, failed }));
  return {
    body: [
      h("div", { class: "home-head" }, h("div", {}, h("p", { class: "lead" }, shortClub(app)), title(greeting(app)))),
      seconds > 0 ? clockOf(app, seconds, state.left) : pinPart(state, on, { say: "Mời ghi mã 4 số." }),
      h("div", { class: "ways" }, link("Quên mã", () => app.go("mo-may/quen")), link("Tập dùng thử", () => app.practise())),
    ],
  };
}

async function open(app, state, pin) {
  const { unlock } = await import("../../core/keys.js");
  const opened = await unlock(pin, app.store, Date.now());
  if (opened.key) {
    const { openReal } = await import("../open.js");
    await openReal(app, opened.key);
    return app.path.startsWith("mo-may") ? app.go("viec-cho", { replace: true }) : app.redraw();
  }
  if (opened.wiped) return app.wiped();
  const left = opened.left <= 5 ? ` Còn ${opened.left} lần, sau đó máy tự xóa sổ trong máy.` : "";
  return change(app, state, { pin: "", left, waits: opened.waitUntil || 0, error: opened.wrong ? `Mã chưa đúng.${left}` : "" });
}

/** Counts down; draws again each second. */
function clockOf(app, seconds, left) {
  clearTimeout(app.counting);
  app.counting = setTimeout(() => app.redraw(), 1000);
  const words = seconds < 60 ? `${seconds} giây` : seconds < 3600 ? `${Math.ceil(seconds / 60)} phút` : `${Math.ceil(seconds / 3600)} giờ`;
  return card("sunk", h("p", {}, "Mã chưa đúng mấy lần liền nên máy nghỉ một lúc. Ghi lại được sau"), h("p", { class: "figure" }, h("b", {}, words)), left && h("p", {}, h("b", {}, left)), h("p", {}, "Nếu quên mã, mời chạm “Quên mã” để có người giúp."));
}

function forgotten(app, state) {
  if (state.rescue) return renew(app, state);
  const on = (code) => (code.length < 8 ? change(app, state, { code, error: "" }) : once(app, state, async () => {
    state.code = code;
    const { askRescue } = await import("../device.js");
    const { sentence = "", rescue = "" } = await askRescue(app, code);
    return change(app, state, rescue ? { rescue, pin: "", error: "" } : { error: sentence, code: "" });
  }, { pin: "", failed }));
  return {
    top: { back: "mo-may", words: "Quay lại" },
    body: [
      title("Quên mã"),
      h("ol", { class: "steps" }, h("li", {}, `Mời ${you(app)}gọi chủ nhiệm hoặc cán bộ xã.`), h("li", {}, "Nói: “Cho xin mã mở máy 8 số”."), h("li", {}, "Ghi 8 số đó vào đây. Máy cần có mạng.")),
      pinPart(state, on, { say: "", work: "Đang hỏi", digits: state.code, most: 8, shown: true, label: "Mã mở máy" }),
    ],
  };
}

/** The new PIN, twice; what was in the phone is still there. */
function renew(app, state) {
  const second = state.first.length === 4;
  const on = (pin) => {
    if (pin.length < 4) return change(app, state, { pin, error: "" });
    const poor = second ? "" : poorPin(pin);
    if (poor && state.warned !== pin) return change(app, state, { pin: "", warned: pin, error: poor });
    if (!second) return change(app, state, { first: pin, pin: "", error: "" });
    if (pin !== state.first) return change(app, state, { first: "", pin: "", error: "Hai lần ghi khác nhau. Mời chọn lại từ đầu." });
    return once(app, state, async () => {
      const { newPin } = await import("../device.js");
      const key = await newPin(app, state.rescue, pin);
      const { openReal } = await import("../open.js");
      await openReal(app, key);
      app.go("viec-cho", { replace: true });
      app.said("Đã đổi mã. Lần sau mở máy bằng mã mới.");
    }, { pin, failed });
  };
  return {
    body: [
      title(second ? "Ghi lại mã đó" : "Chọn mã 4 số mới"),
      pinPart(state, on, { say: second ? "Ghi lần nữa để chắc là nhớ đúng." : "Những gì đã ghi trong máy vẫn còn.", label: "Mã mới" }),
    ],
  };
}

/** Settings: how it looks and sounds, the PIN, a helper, what the phone keeps, practice, giving the phone back. */

import { upper } from "../../core/people.js";
import { APP } from "../../core/sync.js";
import { h } from "../dom.js";
import { card, row, secondary, tickRow, title } from "../kit.js";
import { canSpeak, say } from "../speak.js";
import { installScreen, giveBackScreen, keptScreen } from "./settings_kept.js";
import { helperScreen, pinScreen } from "./settings_pin.js";

const STEPS = [["1", "Vừa"], ["2", "To"], ["3", "Rất to"]];
const MORE = { ma: pinScreen, "go-giup": helperScreen, "du-lieu": keptScreen, "cai-may": installScreen, "tra-may": giveBackScreen };

export const screen = {
  tab: null,
  draw(app, [part]) {
    if (MORE[part]) return MORE[part](app);
    return {
      top: { back: "viec-cho" },
      body: [
        title("Cài đặt"),
        h("h2", {}, "Cỡ chữ"),
        h("div", { class: "steps-3", role: "group", "aria-label": "Cỡ chữ" }, STEPS.map(([text, words]) =>
          h("button", { type: "button", class: `press size-${text}${app.look.text === text ? " chosen" : ""}`, "aria-pressed": String(app.look.text === text), onclick: () => app.set({ text }) }, words))),
        card("", h("p", { class: "more" }, "Chữ sẽ như thế này:"), h("p", {}, h("b", {}, "Bà Trần Thị Lụa"), " đóng góp 20.000 đ.")),
        h("h2", {}, "Dễ nhìn, dễ nghe"),
        h("div", { class: "rows" },
          tickRow({ key: "contrast", name: "Nét đậm, đen trắng", more: "Khi chói nắng hoặc mắt kém", ticked: app.look.contrast, onclick: () => app.set({ contrast: !app.look.contrast }) }),
          canSpeak() ? tickRow({ key: "voice", name: "Nghe đọc", more: "Máy đọc việc cần làm ở mỗi trang", ticked: app.look.voice, onclick: () => voice(app) })
            : h("p", { class: "lead" }, "Máy này chưa có giọng đọc tiếng Việt nên chưa đọc to được. Con cháu cài giúp được: trong Cài đặt của điện thoại, mục Chuyển văn bản thành giọng nói.")),
        app.practice ? practising(app) : own(app),
        h("p", { class: "lead" }, `Tre Măng trên điện thoại, bản ${(document.body.dataset.version || String(APP)).slice(0, 6)}.${app.club.view().newer ? " Đã có bản mới hơn, máy tự tải khi có mạng." : ""}`),
      ],
    };
  },
};

function voice(app) {
  app.set({ voice: !app.look.voice });
  if (app.look.voice) say("Từ nay máy đọc việc cần làm ở mỗi trang. Muốn nghe cả trang, chạm Nghe đọc ở trên cùng.", () => {}, { guides: true });
}

const go = (app, path, name, more) => row({ key: path, name, more, onclick: () => app.go(path) });

function practising(app) {
  return [h("h2", {}, "Tập dùng thử"), secondary("Thôi tập", () => app.leavePractice())];
}

function own(app) {
  const { helper, doubt } = app.club.view();
  return [
    h("h2", {}, "Giữ máy"),
    h("div", { class: "rows" },
      doubt && go(app, "ngay", "Hôm nay là ngày nào", "Đồng hồ của máy có vẻ sai"),
      go(app, "cai-dat/go-giup", "Nhờ người gõ giúp", helper ? `${upper(helper.name)} đang gõ giúp` : "Con cháu gõ hộ một giờ, có ghi tên"),
      go(app, "cai-dat/ma", "Đổi mã PIN", "Cần nhớ mã đang dùng"),
      go(app, "cai-dat/du-lieu", "Máy này giữ những gì", "Ở máy, ở sổ chung, chỗ trống còn lại"),
      go(app, "cai-dat/cai-may", "Đưa ra màn hình chính", "Chạm một cái là mở"),
      go(app, "lich", "Lịch", "Ngày âm, sinh nhật, mừng thọ"),
      row({ key: "tap", name: "Tập dùng thử", more: "Câu lạc bộ không có thật, ghi gì cũng được", onclick: () => app.practise() }),
      go(app, "cai-dat/tra-may", "Trả máy", "Xóa sổ khỏi máy, khi đổi người hoặc đổi máy")),
    secondary("Khóa máy ngay", () => app.lock()),
  ];
}

/** Home: what waits, the meeting first; then what can be written down between meetings. */

import { upper } from "../../core/people.js";
import { nothingWaits, waiting } from "../../core/waiting.js";
import { h, icon } from "../dom.js";
import { listenKey } from "../frame.js";
import { isApple, isInstalled } from "../install.js";
import { card, empty, link, row, secondary, title, working } from "../kit.js";
import { keeps } from "../words.js";
import { greeting, shortClub, you } from "../you.js";
import { warningCard } from "./trouble.js";
import { isLate } from "./unsent.js";
import { meetingCard } from "./home_meeting.js";

const LATER = 30 * 86_400_000; // ms
const STRIP = new Set(["revoked", "old"]);
const SHOWN = 5; // things that wait, before "Xem thêm"
const SIZES = { 1: ["2", "Chữ to"], 2: ["3", "Chữ to nữa"], 3: ["1", "Chữ vừa"] };

export const screen = {
  tab: "viec-cho",
  draw(app) {
    const view = app.club.view();
    if (!view.club.id) return { body: [head(app), fetching(app, view)] };
    const meeting = meetingCard(app, view);
    const list = waiting(view).filter((one) => one.go !== "buoi" && !STRIP.has(one.key)); // these have a place of their own
    const many = list.length + (meeting.waits ? 1 : 0);
    const memory = app.state(() => ({ all: false }));
    const shown = memory.all ? list : list.slice(0, SHOWN);
    const may = recorded(view);
    return {
      body: [
        head(app),
        strip(app, view),
        !app.practice && warningCard(app),
        view.doubt && card("ochre", h("p", {}, h("b", {}, "Đồng hồ của máy có vẻ sai.")), h("p", {}, "Xem lại ngày rồi mới ghi được."), secondary("Xem lại ngày", () => app.go("ngay"))),
        !meeting.waits && list.length > 0 && meeting.card, // nothing of it waits: it does not stand among what does
        h("h2", {}, many ? `${many} việc đang chờ` : nothingWaits(view)),
        (meeting.waits || !list.length) && meeting.card,
        list.length > 0 && h("div", { class: "rows" }, shown.map((one) => row({ key: one.key, name: one.what, more: one.cause, odd: one.tone === "ochre", onclick: () => app.go(one.go) }))),
        list.length > shown.length && link(`Xem thêm ${list.length - shown.length} việc`, () => { memory.all = true; app.redraw(); }),
        may && [h("h2", {}, "Ngoài buổi sinh hoạt"), secondary("Ghi một việc", () => app.go("ghi")), h("p", { class: "lead" }, may)],
        h("h2", {}, "Lịch và cài đặt"),
        h("div", { class: "rows" },
          row({ key: "lich", name: "Lịch", more: "Ngày âm, sinh nhật, mừng thọ", onclick: () => app.go("lich") }),
          row({ key: "chua-gui", name: "Việc chưa gửi, đã gửi", onclick: () => app.go("chua-gui") }),
          row({ key: "cai-dat", name: "Cài đặt", more: "Cỡ chữ, mã PIN, nhờ người gõ giúp", onclick: () => app.go("cai-dat") })),
        offer(app, view),
      ],
    };
  },
};

/** What the post can write down between meetings, in one line; "" for nothing. */
function recorded(view) {
  const words = [
    keeps(view, "books") && [view.care && "thăm hỏi", view.health && "đo huyết áp", "giúp đỡ"], keeps(view, "money") && "thu chi, ủng hộ", keeps(view, "members") && "thành viên mới",
  ];
  const said = words.flat().filter(Boolean).join(", ");
  return said && `${upper(said)}.`;
}

function head(app) {
  const [next, words] = SIZES[app.look.text];
  return h(
    "div",
    { class: "home-head" },
    h("p", { class: "lead" }, shortClub(app)), secondary(words, () => app.set({ text: next })), title(greeting(app)), listenKey(app),
  );
}

/** One line under the greeting: the network and what has not left the phone. Null when all is well. */
function strip(app, view) {
  const refused = view.unsent.filter((one) => one.state === "refused").length;
  const unsent = view.unsent.length - refused;
  const off = view.online === false || !navigator.onLine;
  const late = isLate(view);
  const words = view.stuck ? [h("b", {}, view.stuck)] : view.revoked ? [h("b", {}, view.revoked), view.unsent.length ? ` Còn ${view.unsent.length} việc chưa gửi.` : ""]
    : late ? [h("b", {}, `${unsent} việc chưa gửi đã hơn 3 ngày. `), "Gửi được bằng tệp qua Zalo."]
    : off && unsent ? [h("b", {}, "Chưa có mạng. "), `${unsent} việc chưa gửi, đã lưu trong máy.`]
    : off ? [h("b", {}, "Chưa có mạng. "), "Vẫn ghi được, có mạng máy tự gửi."]
    : unsent ? [h("b", {}, `Đang gửi ${unsent} việc. `), "Đã lưu trong máy."] : null;
  if (!words || app.practice) return null;
  return h("button", { type: "button", class: `strip${late || view.revoked || view.stuck ? " late" : ""}`, "data-key": "strip", onclick: () => app.go("chua-gui") }, icon("clock"), h("span", {}, words), icon("right"));
}

/** The first sync: nothing of the club is here yet. */
function fetching(app, view) {
  if (view.online === false || !navigator.onLine)
    return empty("Chưa tải được sổ của câu lạc bộ.", "Lần đầu cần có mạng. Bật mạng rồi, mời chạm vào đây.", secondary("Tải lại", () => app.pulse?.kick()));
  return card("sunk", h("p", { class: "busy", role: "status" }, working("Đang tải sổ của câu lạc bộ về máy")), view.stuck ? h("p", { role: "alert" }, view.stuck) : h("p", {}, app.club.failures ? "Chưa tải được. Máy tự thử lại, mời đợi một lúc." : "Chỉ lần đầu mới lâu, khoảng một phút."));
}

/** Offers to put the app on the phone's first page, once a club is there; "Để sau" holds for a month. */
function offer(app, view) {
  const apple = isApple() && !isInstalled();
  if (app.practice || !view.lastSync || Date.now() - (app.look.later || 0) < LATER || !(app.offer || apple)) return null;
  const install = async () => {
    if (!app.offer) return app.go("cai-dat/cai-may");
    await app.offer.prompt();
    app.offer = null;
    return app.redraw();
  };
  return card("", h("p", {}, h("b", {}, "Đưa Tre Măng ra màn hình chính?")), h("p", {}, apple ? "Safari tự xóa sổ khi 7 ngày không mở. Ở màn hình chính thì không xóa." : `Lần sau ${you(app)}chạm một cái là mở, và máy giữ sổ chắc hơn.`),
    h("div", { class: "pair" }, secondary("Để sau", () => app.set({ later: Date.now() })), secondary(app.offer ? "Đồng ý" : "Xem cách làm", install)));
}

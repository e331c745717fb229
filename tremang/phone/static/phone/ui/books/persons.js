/** The books that speak of persons: care at home, health, help to one another. */

import { day, longDay } from "../../core/days.js";
import { vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { empty, line, row, secondary, title } from "../kit.js";
import { actOf } from "../acts/index.js";
import { look } from "../looked.js";
import { called, memberOf, named } from "../words.js";

const back = { back: "so-sach", words: "Sổ sách" };
const begin = (app, view, slug, words) => actOf(slug).may(view) && secondary(words, () => app.go(`ghi/${slug}`));

/** Who is cared for: the names are opened on purpose, and that is written down. */
export function drawCare(app, view) {
  const memory = app.state(() => ({}));
  const cared = Object.entries(view.care.cared || {}).filter(([, one]) => !one.to || one.to >= view.today);
  const open = () => look(app, memory, "open", { what: "care" }, "Xem sổ chăm sóc tại nhà");
  const waiting = (view.care.open || []).length;
  return {
    top: back,
    body: [
      title("Chăm sóc tại nhà", { figure: h("b", {}, String(cared.length)), more: waiting ? `${waiting} lần hẹn thăm chưa ghi.` : "Không có lần hẹn nào chưa ghi." }),
      !cared.length ? empty("Chưa có ai trong sổ chăm sóc.", "Ban Chủ nhiệm ghi người cần chăm sóc, danh sách này tự có tên.")
        : memory.open ? h("div", { class: "rows" }, cared.map((one) => person(app, view, one)))
          : [secondary("Mở danh sách", open), h("p", { class: "more" }, "Đây là thông tin riêng của từng người. Mỗi lần mở đều được ghi vào nhật ký.")],
      begin(app, view, "tham", "Ghi lần thăm"),
    ],
  };
}

function person(app, view, [id, one]) {
  const visits = [...Object.values(view.care.visits || {}), ...Object.values(view.care.rows || {})].filter((each) => (each.cared === id || (one.m && each.cared === one.m)) && !each.missed);
  const last = visits.map((each) => each.on).sort().at(-1);
  const more = last ? `Thăm gần nhất ${longDay(last)}` : "Chưa có lần thăm nào";
  return one.m ? row({ key: id, name: named(memberOf(view, one.m)), more, onclick: () => app.go(`thanh-vien/${one.m}`) })
    : h("div", { class: "line", "data-key": id }, h("span", {}, upper(one.about)), h("b", {}, last ? day(last) : "–"));
}

/** Rounds of measuring, counted; the figures stand on each member's own page. */
export function drawHealth(app, view) {
  const days = new Map();
  for (const one of Object.values(view.health.rows || {})) days.set(one.on, new Set([...(days.get(one.on) || []), one.m]));
  const rounds = [...days].sort(([a], [b]) => (a < b ? 1 : -1));
  return {
    top: back,
    body: [
      title("Sức khỏe", { more: `${(view.health.agreed || []).length} người đồng ý cho ghi chỉ số. Số của ai xem ở trang của người ấy.` }),
      rounds.length ? h("div", { class: "ruled" }, rounds.slice(0, 24).map(([on, people]) => line(upper(longDay(on)), `đo ${people.size} người`))) : empty("Chưa đo lần nào trong 12 tháng qua.", "Đo một buổi, chỗ này tự có."),
      begin(app, view, "do", "Ghi lần đo"),
    ],
  };
}

/** Who in hardship was helped, with what. */
export function drawHelp(app, view) {
  const label = (key) => (view.club.help_kinds || []).find((one) => one.key === key)?.label || "";
  const rows = Object.entries(view.help.rows || {}).map(([id, one]) => ({ id, ...one, on: one.on || one.day })).sort((a, b) => (a.on < b.on ? 1 : -1));
  const whom = (one) => {
    const m = one.m || one.helped?.[0];
    return m ? called(view, m) : one.about || "người ngoài câu lạc bộ";
  };
  const entry = (one) => h("div", { class: "entry", "data-key": one.id },
    h("b", {}, `${day(one.on)}: ${whom(one)}`), h("span", {}, [one.what, (one.value || one.amount) && vnd(one.value || one.amount), one.days && `${one.days} ngày công`].filter(Boolean).join(", ")),
    h("span", { class: "more" }, [label(one.kind), one.pending && "chưa gửi"].filter(Boolean).join(", ")));
  return {
    top: back,
    body: [
      title("Giúp nhau", { figure: h("b", {}, String(rows.length)), more: "Mười hai tháng qua." }),
      rows.length ? h("div", { class: "ruled" }, rows.slice(0, 60).map(entry)) : empty("Chưa ghi ai được giúp.", "Ghi một lần giúp, chỗ này tự có."),
      begin(app, view, "giup", "Ghi việc giúp"),
    ],
  };
}

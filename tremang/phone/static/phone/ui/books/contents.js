/** The 8 contents over twelve months: which were done in which month, in shapes and in words. */

import { addMonths, day, monthOf } from "../../core/days.js";
import { h } from "../dom.js";
import { title } from "../kit.js";

export function drawContents(app, view) {
  const months = Array.from({ length: 12 }, (_, back) => addMonths(monthOf(view.today), back - 11));
  const held = new Set(view.meetings.map((one) => monthOf(one.on)));
  const done = (n, month) => view.meetings.some((one) => monthOf(one.on) === month && one.contents?.[n]);
  const square = (n, month) => {
    const is = done(n, month);
    const words = `Tháng ${Number(month.slice(5))}: ${is ? "đã làm" : held.has(month) ? "chưa làm" : "chưa ghi buổi"}`;
    return h("li", { class: is ? "did" : held.has(month) ? "not" : "no", "aria-label": words }, h("span", { "aria-hidden": "true" }, String(Number(month.slice(5)))));
  };
  const area = ({ n, name, last_on: lastOn }) => {
    const count = months.filter((month) => done(n, month)).length;
    return h("section", { class: "content" },
      h("h2", {}, `${n}. ${name}`),
      h("p", { class: "more" }, count ? `Làm ${count} trong 12 tháng${lastOn ? `, gần nhất ${day(lastOn)}` : ""}.` : `Mười hai tháng qua chưa làm.${lastOn ? ` Gần nhất ${day(lastOn)}.` : ""}`),
      h("ol", { class: "squares" }, months.map((month) => square(n, month))));
  };
  return {
    top: { back: "so-sach", words: "Sổ sách" },
    body: [title("Tám nội dung", { more: "Ô đậm là tháng đã làm, ô trống là chưa. Gạch ngang là tháng chưa ghi buổi nào." }), (view.club.areas || []).map(area)],
  };
}

/** A refused act put right by hand: its days, sums and words as fields, its lines by member, sent anew in its place. */

import { day, readDay } from "../../core/days.js";
import { readMoney, vnd } from "../../core/money.js";
import { MARKS } from "../../core/draft.js";
import { KINDS } from "../../core/texts.js";
import { h } from "../dom.js";
import { card, field, primary, secondary, tickRow, title } from "../kit.js";

const DAYS = { held_on: "Ngày sinh hoạt", day: "Ngày", on: "Ngày", joined_on: "Ngày vào", left_on: "Ngày thôi", next_on: "Hẹn buổi sau" };
const SUMS = { amount: "Số tiền" };
const TEXTS = {
  place: "Nơi sinh hoạt", chaired_by: "Người chủ trì", written_by: "Người ghi", guest_names: "Khách", decisions: "Quyết định", next_plan: "Việc tháng tới",
  giver: "Người ủng hộ", words: "Diễn giải", who: "Người nộp, người nhận", report: "Ghi chép", missed: "Lý do chưa thăm",
};
const LINES = { dues: "Đóng góp", repayments: "Trả nợ", sums: "Số tiền", marks: "Điểm danh", taken: "Người được đo" };

/** Whether there is anything of this act that can be put right here. */
export const canAmend = (each) => Object.keys(each.data.body).some((name) => name in DAYS || name in SUMS || name in TEXTS || name in LINES);

/** The screen of a refused act under correction. */
export function amendScreen(app, view, each) {
  const { body } = each.data;
  const memory = app.state(() => ({ typed: {}, out: {}, errors: each.field ? { [each.field]: each.sentence } : {}, busy: false }));
  const names = Object.keys(body);
  const input = (name, label, shown, example) =>
    field({
      label, example, name, value: memory.typed[name] ?? shown, error: memory.errors[name] ?? "", rows: name in TEXTS && String(shown).length > 60 ? 3 : 0,
      oninput: (event) => { memory.typed[name] = event.target.value; },
    });
  const back = `chua-gui/${each.uid}`;
  return {
    top: { back },
    body: [
      title("Sửa lại", { more: each.words || KINDS[each.kind] }),
      !(each.field in { ...DAYS, ...SUMS, ...TEXTS }) && card("brick", h("p", {}, each.sentence)),
      names.filter((name) => name in DAYS).map((name) => input(name, DAYS[name], body[name] ? day(body[name]) : "", "25/9/2026")),
      names.filter((name) => name in SUMS).map((name) => input(name, SUMS[name], body[name] ? vnd(body[name]) : "", "500.000 hoặc 500k")),
      names.filter((name) => name in TEXTS && typeof body[name] === "string").map((name) => input(name, TEXTS[name], body[name], "")),
      names.filter((name) => name in LINES && Object.keys(body[name] ?? {}).length).map((name) => lines(app, view, memory, name, body[name])),
    ],
    foot: [secondary("Để sau", () => app.go(back)), primary("Gửi bản đã sửa", () => send(app, each, memory))],
  };
}

/** The lines by member; a line whose tick is taken away is left out. */
function lines(app, view, memory, name, rows) {
  const flip = (id) => () => { memory.out[`${name}.${id}`] = !memory.out[`${name}.${id}`]; app.redraw(); };
  return [
    h("h2", {}, LINES[name]),
    h("p", { class: "lead" }, "Bỏ dấu ở dòng ghi nhầm, dòng đó sẽ không gửi."),
    h("div", { class: "rows" }, Object.entries(rows).map(([id, value]) =>
      tickRow({ key: `${name}.${id}`, name: whose(view, name, id), more: worded(value), ticked: !memory.out[`${name}.${id}`], onclick: flip(id) }))),
  ];
}

function whose(view, name, id) {
  const loan = name === "repayments" || name === "sums" ? view.loans?.find((one) => one.id === id) : null;
  const member = view.byId[loan ? loan.debtor || loan.m : view.alias?.[id] ?? id];
  return member?.called ?? member?.name ?? "Một người đã rời sổ";
}

const worded = (value) => (typeof value === "number" ? vnd(value) : typeof value === "string" ? MARKS[value] ?? value : "");

async function send(app, each, memory) {
  if (memory.busy) return;
  const today = app.club.view().today;
  const body = structuredClone(each.data.body);
  memory.errors = {};
  for (const [name, text] of Object.entries(memory.typed)) {
    try {
      body[name] = name in DAYS ? (text.trim() ? readDay(text, today, name === "next_on") : "") : name in SUMS ? readMoney(text) : text;
    } catch (error) {
      memory.errors[name] = error.sentence ?? "Chưa hiểu chỗ này. Mời ghi lại.";
    }
  }
  for (const [path, out] of Object.entries(memory.out)) {
    const [name, id] = path.split(/\.(.*)/s);
    if (out) delete body[name][id];
  }
  if (Object.keys(memory.errors).length) return app.redraw();
  memory.busy = true;
  try {
    await app.club.amend(each.uid, body);
  } catch (error) {
    memory.busy = false;
    return app.said(error.sentence ?? "Máy chưa lưu được. Mời chạm lại.");
  }
  app.go("chua-gui");
  app.said("Đã sửa, máy sẽ gửi lại. Bản cũ vẫn giữ trong danh sách.");
  return app.pulse?.kick();
}

/** The money book: what the two funds hold, and the lines of one month. */

import { addMonths, day, monthOf, monthWords } from "../../core/days.js";
import { vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { empty, line, link, secondary, title } from "../kit.js";
import { called, fundName } from "../words.js";

const MANY = 3; // lines of one day and kind that are told as one
const KINDS = { dues: "Đóng góp", principal: "Trả gốc", interest: "Trả lãi" };

export function drawFunds(app, view, [asked]) {
  const now = monthOf(view.today);
  const month = /^\d{4}-\d{2}$/.test(asked || "") && asked <= now ? asked : now;
  const memory = app.state(() => ({ open: {}, fund: "" }));
  const held = view.money.months[month];
  const older = view.money.years[month.slice(0, 4)]?.months?.[month];
  const funds = Object.keys(view.money.balances);
  const shown = memory.fund ? [memory.fund] : funds;
  return {
    top: { back: "so-sach", words: "Sổ sách" },
    body: [
      title("Quỹ"),
      month === now && funds.map((fund) => balance(view, fund)),
      h("h2", {}, `Sổ thu chi ${monthWords(month)}`),
      h("div", { class: month < now ? "pair" : "" },
        secondary("Tháng trước", () => app.go(`so-sach/quy/${addMonths(month, -1)}`, { replace: true })),
        month < now && secondary("Tháng sau", () => app.go(`so-sach/quy/${addMonths(month, 1)}`, { replace: true }))),
      funds.length > 1 && h("div", { class: "choices", role: "group", "aria-label": "Quỹ nào" }, ["", ...funds].map((fund) =>
        h("button", { type: "button", class: `choice${memory.fund === fund ? " here" : ""}`, "aria-pressed": String(memory.fund === fund), onclick: () => { memory.fund = fund; app.redraw(); } }, fund ? upper(fundName(view, fund).replace("Quỹ ", "")) : "Cả hai"))),
      held ? lines(app, view, memory, held, shown) : older ? sums(older, shown) : empty(`Không có khoản nào trong ${monthWords(month)}.`, "Khoản thu, khoản chi ghi xong là có ở đây."),
    ],
  };
}

function balance(view, fund) {
  const { cash, bank, loans, total } = view.money.balances[fund];
  return h("section", { class: "card" },
    h("div", { class: "title" }, h("h2", {}, fundName(view, fund)), h("p", { class: "nowrap" }, h("b", {}, vnd(total)))),
    line("Trong hộp", vnd(cash)), bank ? line("Ngân hàng", vnd(bank)) : null, loans ? line("Đang cho vay", vnd(loans)) : null);
}

function totals(rows, shown) {
  const told = rows.filter((row) => shown.includes(row.fund));
  const sum = (key) => told.reduce((all, row) => all + row[key], 0);
  return [line("Thu", vnd(sum("in"))), line("Chi", vnd(sum("out")))];
}

const sums = (older, shown) => {
  const of = (at) => shown.reduce((all, fund) => all + (older[fund]?.[at] || 0), 0);
  return [h("div", { class: "ruled" }, line("Thu cả tháng", vnd(of(0))), line("Chi cả tháng", vnd(of(1)))), h("p", { class: "more" }, "Tháng đã lâu, máy chỉ giữ tổng. Từng khoản xem trên trang của câu lạc bộ.")];
};

/** Lines of one day and kind together where there are many: sixty contributions are one line that opens. */
function grouped(rows) {
  const found = new Map();
  for (const row of rows) {
    const key = KINDS[row.kind] && !row.takenBack ? `${row.day} ${row.kind} ${row.fund}` : row.id + row.kind + row.m;
    found.set(key, [...(found.get(key) || []), row]);
  }
  return [...found].sort(([, [a]], [, [b]]) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

function lines(app, view, memory, held, shown) {
  const rows = held.rows.filter((row) => shown.includes(row.fund));
  const opening = shown.reduce((all, fund) => all + (held.opening[fund] || 0), 0);
  const closing = rows.reduce((all, row) => all + row.in - row.out, opening);
  return [
    h("div", { class: "ruled" }, line("Đầu tháng có", vnd(opening)), totals(held.rows, shown), line("Còn lại", vnd(closing))),
    h("div", { class: "slips" }, grouped(rows).map(([key, parts]) => (parts.length > MANY && !memory.open[key] ? bunch(app, memory, key, parts) : parts.map((row) => slip(view, row))))),
    !rows.length && h("p", {}, "Không có khoản nào."),
  ];
}

const sumWords = (row) => (row.in ? `thu ${vnd(row.in)}` : row.out ? `chi ${vnd(row.out)}` : "–");

function slip(view, row) {
  const who = row.m && !row.words?.includes(view.byId[row.m]?.name) ? `, ${called(view, row.m)}` : "";
  const notes = [row.takenBack && "đã hoàn lại", row.pending && "chưa gửi"].filter(Boolean);
  return h("div", { class: "entry", "data-key": row.id + row.kind + row.m }, h("span", {}, upper(row.words || KINDS[row.kind] || ""), who), dated(row.day, sumWords(row), notes));
}

/** How many people's lines leave something: one that was put right is three lines of the same person. */
function payers(parts) {
  const left = new Map();
  for (const row of parts) left.set(row.m ?? row.id, (left.get(row.m ?? row.id) ?? 0) + row.in - row.out);
  return [...left.values()].filter(Boolean).length;
}

function bunch(app, memory, key, parts) {
  const sum = parts.reduce((all, row) => all + row.in - row.out, 0);
  const open = () => { memory.open[key] = true; app.redraw(); };
  return h("div", { class: "entry", "data-key": key },
    h("span", {}, `${KINDS[parts[0].kind]}, ${payers(parts)} người`), dated(parts[0].day, sum >= 0 ? `thu ${vnd(sum)}` : `chi ${vnd(-sum)}`), link("Xem từng người", open));
}

const dated = (on, sum, notes = []) => h("span", { class: "dated" }, h("span", { class: "more" }, [day(on, false), ...notes].join(", ")), h("b", {}, sum));

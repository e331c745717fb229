/** One member's line: attendance, contributions, loan, and what only some posts may open; what can be recorded of him. */

import { ageOn, day, monthWords } from "../core/days.js";
import { vnd } from "../core/money.js";
import { attendance, birthWords, trend, upper } from "../core/people.js";
import { h, icon } from "./dom.js";
import { card, line, link, row, title } from "./kit.js";
import { actOf } from "./acts/index.js";
import { figures, adviceOf } from "./acts/measuring.js";
import { MARK_WORDS } from "./acts/fix.js";
import { look } from "./looked.js";
import { called, named, unsentWord } from "./words.js";

const MARKS = { ...MARK_WORDS, none: ["dash", "Chưa ghi"], before: ["dash", "Chưa vào"] };
const GONE = { died: "qua đời", moved: "chuyển nơi ở", left: "xin thôi" };

/** The screen of one member. */
export function drawMember(app, view, one) {
  const memory = app.state(() => ({ open: {} }));
  const gone = Boolean(one.left_on);
  return {
    top: { back: history.length > 1 ? null : "thanh-vien", words: "Quay lại" },
    body: [
      title(named(one), { more: facts(view, one) }),
      gone && card("sunk", h("p", {}, goneWords(one))),
      one.pending && card("sunk", h("p", {}, icon("clock"), ` ${one.pending === "joined" ? "Mới ghi" : "Thẻ vừa sửa"} trên máy này, ${unsentWord(view)}.`)),
      !gone && one.phone && h("a", { class: "press", href: `tel:${one.phone}` }, `Gọi ${one.phone.replace(/(\d{4})(\d{3})/, "$1 $2 ")}`),
      came(view, one),
      view.money && money(view, one),
      view.care && secret(app, view, one, memory, "care", "Chăm sóc tại nhà", "Mở sổ chăm sóc", care),
      view.health && secret(app, view, one, memory, "health", "Sức khỏe", "Mở sổ sức khỏe", health),
      !gone && actions(app, view, one, memory),
    ],
  };
}

function facts(view, one) {
  const age = one.born ? `Sinh ${birthWords(one.born)}, ${ageOn(one.born, one.died_on || view.today)} tuổi.` : "";
  const post = view.club.board?.find((row) => row.m === one.id)?.label;
  const where = [post, view.club.groups?.[one.group]].filter(Boolean).join(", ");
  return [age, where && `${upper(where)}.`, one.nickname && `Thường gọi ${one.nickname}.`, one.joined_on && `Vào câu lạc bộ ${day(one.joined_on)}.`].filter(Boolean).join(" ");
}

function goneWords(one) {
  const why = GONE[one.left_reason] || (one.died_on ? "qua đời" : "thôi tham gia");
  return `${upper(one.called || one.name)} ${why} ngày ${day(one.died_on || one.left_on)}.`;
}

function came(view, one) {
  const rows = attendance(view.meetings, one, one.left_on || view.today);
  const cell = ({ month, on, mark }) => {
    const [shape, words] = MARKS[mark];
    return h("li", { class: `month ${mark}` }, h("span", { class: "more" }, on ? day(on, false) : `Tháng ${Number(month.slice(5))}`), icon(shape, { disc: mark === "present" }), h("span", {}, words));
  };
  return [h("h2", {}, "Mười hai tháng qua"), trend(rows) && h("p", {}, trend(rows)), h("ol", { class: "months" }, rows.slice(0, 12).map(cell))];
}

function money(view, one) {
  const dues = view.money.dues?.[one.id];
  const loans = (view.loans || []).filter((loan) => (loan.debtor || loan.m) === one.id && loan.left > 0);
  return [
    h("h2", {}, "Tiền"),
    h("div", { class: "ruled" },
      view.club.dues && line("Đóng góp", one.exempt ? "được miễn" : dues?.owed > 0 ? `thiếu ${vnd(dues.owed)}` : dues?.until ? `đến ${monthWords(dues.until)}` : "–"),
      loans.flatMap((loan) => [
        line("Còn nợ", vnd(loan.left)),
        loan.overdue_since ? line("Quá hạn từ", day(loan.overdue_since)) : loan.next_due_on && line("Hạn trả", `${day(loan.next_due_on)}${loan.due_now ? `, ${vnd(loan.due_now)}` : ""}`),
      ]),
      !loans.length && line("Khoản vay", "không có")),
  ];
}

/** What is opened on purpose, each opening written down for the law. */
function secret(app, view, one, memory, what, words, button, draw) {
  const open = () => look(app, memory.open, what, { what, membership: one.id }, `Xem sổ: ${called(view, one.id)}`);
  return [h("h2", {}, words), memory.open[what] ? draw(app, view, one) : h("p", {}, link(button, open), h("span", { class: "more block" }, "Mỗi lần mở đều được ghi vào nhật ký."))];
}

function care(app, view, one) {
  const ids = Object.entries(view.care.cared || {}).filter(([, row]) => row.m === one.id && (!row.to || row.to >= view.today));
  if (!ids.length) return h("p", {}, `${upper(called(view, one.id))} không có trong sổ chăm sóc tại nhà.`);
  const known = ids.map(([id]) => id);
  const label = (key) => (view.club.care_done || []).find((row) => row.key === key)?.label.toLowerCase() || key;
  const told = [...Object.values(view.care.visits || {}), ...Object.values(view.care.rows || {})];
  const visits = told.filter((row) => known.includes(row.cared) || row.cared === one.id).sort((a, b) => (a.on < b.on ? 1 : -1));
  const why = (key) => (view.club.care_missed || []).find((row) => row.key === key)?.label.toLowerCase() || "chưa đến được";
  return [
    h("p", {}, `Cần giúp: ${ids.flatMap(([, row]) => row.needs || []).map(label).join(", ") || "chưa ghi"}.`),
    h("div", { class: "ruled" }, visits.slice(0, 6).map((row) => line(`${day(row.on)}, ${called(view, row.volunteer)}`, row.missed ? why(row.missed) : (row.done || []).map(label).join(", ") || "thăm"))),
    !visits.length && h("p", {}, "Chưa ghi lần thăm nào."),
  ];
}

function health(app, view, one) {
  const kinds = view.club.reading_kinds || [];
  const rows = Object.values(view.health.rows || {}).filter((row) => row.m === one.id).sort((a, b) => (a.on < b.on ? 1 : -1));
  if (!rows.length) return h("p", {}, (view.health.agreed || []).includes(one.id) ? "Chưa đo lần nào trong 12 tháng qua." : `Sổ chưa có lời đồng ý của ${called(view, one.id)}, nên chưa ghi chỉ số.`);
  const advice = adviceOf(rows[0], view);
  return [
    h("div", { class: "ruled" }, rows.slice(0, 8).map((row) => line(day(row.on), figures(row, kinds)))),
    advice && card("ochre", h("p", {}, `Lần gần nhất: ${advice}`)),
  ];
}

function actions(app, view, one, memory) {
  const isCared = memory.open.care && Object.values(view.care?.cared || {}).some((row) => row.m === one.id && (!row.to || row.to >= view.today));
  const owes = (view.loans || []).some((loan) => (loan.debtor || loan.m) === one.id && loan.left > 0);
  const fresh = String(one.id).startsWith("new:");
  const wanted = [
    isCared && ["tham", "Ghi lần thăm"], ["dong-gop", "Ghi đóng góp"], owes && ["tra-no", "Ghi trả nợ"], ["giup", "Ghi việc giúp"], !fresh && ["sua-the", "Sửa thẻ"],
    ["roi", "Thôi tham gia"],
  ].filter(Boolean).map(([slug, words]) => [actOf(slug), words]).filter(([act]) => act.may(view) && !(act.slug === "dong-gop" && one.exempt));
  if (!wanted.length) return null;
  return [h("h2", {}, `Ghi cho ${called(view, one.id)}`), h("div", { class: "rows" }, wanted.map(([act, words]) => row({ key: act.slug, name: words, onclick: () => app.go(`ghi/${act.slug}/${one.id}`) })))];
}


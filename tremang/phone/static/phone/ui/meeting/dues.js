/** Step 2, first half: contributions. One tap for all who are here, a name for whoever pays another sum. */

import { day, monthOf, monthWords } from "../../core/days.js";
import { due, dueAll, markOf, MARKS, owedAt, totals, usualDue } from "../../core/meeting.js";
import { duesUsual, vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { primary, row, state, title } from "../kit.js";
import { at, keep, mayRecord, onwardKey, page, skipKey } from "./flow.js";
import { calledOf, nameOf } from "./parts.js";
import { sumScreen } from "./sum.js";

const PATH = "dong-gop";
const HERE = `buoi/${PATH}`;

/** Contributions of the day; with a member, the keypad for what he pays. */
export function dues(app, [m] = []) {
  const { view, draft } = at(app);
  if (m && view.byId[m]) return one(app, view, draft, view.byId[m]);
  const found = totals(draft, view).dues;
  const away = draft.roll.filter((each) => markOf(draft, each) !== "present");
  const here = draft.roll.filter((each) => markOf(draft, each) === "present");
  const rows = (list) => h("div", { class: "rows" }, list.map((each) => payer(app, view, draft, view.byId[each])));
  const all = everybody(app, view, draft);
  const begun = found.count > 0 || !all;
  return page(app, PATH, {
    body: [
      title("Đóng góp", { figure: found.sum > 0 && h("b", {}, vnd(found.sum)), more: `${mayRecord(view) ? upper(monthWords(monthOf(draft.day)).split("/")[0]) : `Buổi ${day(draft.day)}`}, ${told(view, found)}` }),
      away.length > 0 && [h("h2", {}, "Ai vắng nhờ đóng hộ?"), rows(away), h("h2", {}, "Người có mặt")],
      rows(here),
    ],
    foot: begun && all ? [skipKey(app, PATH, "Không thu thêm"), primary(all.words.replace("đủ", "nốt"), all.act)] : begun ? [onwardKey(app, PATH)] : [skipKey(app, PATH, "Hôm nay không thu"), primary(all.words, all.act)],
    rest: "Còn % tên ở dưới",
  });
}

function told(view, found) {
  const amount = view.club.dues?.amount;
  if (found.count) return `${found.count} người đã đóng.`;
  return amount ? `mỗi người ${vnd(amount)}.` : "chưa đặt mức đóng góp. Ai đóng thì chạm vào tên.";
}

function everybody(app, view, draft) {
  const next = dueAll(draft, view);
  if (next === draft) return null;
  const [was, now] = [totals(draft, view).dues, totals(next, view).dues];
  const [count, sum] = [now.count - was.count, now.sum - was.sum];
  const act = () => keep(app, dueAll(at(app).draft, view), `Đã thu của ${count} người: ${vnd(sum)}.`);
  return { words: `Thu đủ ${count} người có mặt: ${vnd(sum)}`, act };
}

function payer(app, view, draft, person) {
  const paid = draft.said.dues?.[person.id];
  const status = markOf(draft, person.id);
  const owed = owedAt(draft, view, person.id);
  const amount = view.club.dues?.amount ?? 0;
  const lacks = owed - (paid ?? 0);
  const more = [status !== "present" && upper(MARKS[status]), lacks > (paid === undefined ? amount : 0) && `Còn thiếu ${vnd(lacks)}`].filter(Boolean).join(". ");
  return row({
    key: person.id, name: nameOf(person), more, chosen: paid !== undefined, onclick: () => app.go(`${HERE}/${person.id}`),
    state: paid !== undefined ? state("tick", vnd(paid), { disc: true }) : person.exempt ? state("dash", "Được miễn")
      : owed <= 0 && amount ? state("tick", "Đã đóng trước") : state("ring", "Chưa đóng", { strong: true }),
  });
}

function one(app, view, draft, person) {
  const paid = draft.said.dues?.[person.id];
  const usual = usualDue(draft, view, person.id) || view.club.dues?.amount || 0;
  const owed = owedAt(draft, view, person.id);
  const others = owed > usual ? [[`Đóng cả phần còn thiếu: ${vnd(owed)}`, owed]] : [];
  const write = async (sum) => {
    await keep(app, due(at(app).draft, person.id, sum), `Đã ghi ${calledOf(person)} đóng ${vnd(sum)}.`);
    app.go(HERE);
  };
  const leave = async () => {
    if (paid !== undefined) await keep(app, due(at(app).draft, person.id, null), `Đã bỏ khoản của ${calledOf(person)}.`);
    app.go(HERE);
  };
  return sumScreen(app, PATH, {
    asks: `${nameOf(person)} đóng góp`, more: person.exempt ? "Được miễn đóng góp." : `Mỗi tháng ${vnd(view.club.dues?.amount ?? 0)}.`,
    sum: paid ?? usual, usual: duesUsual(view.club.dues?.amount ?? 0, owed), others,
    after: () => h("p", {}, `Hôm nay đã thu ${vnd(takenToday(view, draft))}.`), done: write, skip: [paid !== undefined ? "Chưa đóng" : "Bỏ qua", leave],
  });
}

/** All that was taken in so far today, in đồng. */
export function takenToday(view, draft) {
  const found = totals(draft, view);
  return found.dues.sum + found.repaid.sum;
}

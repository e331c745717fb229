/** Step 2, second half: repayments. One tap for the instalment that is due, the keypad for any other sum. */

import { leftAfter, mostOf } from "../../core/meeting-more.js";
import { duePartsOf, markOf, MARKS, repay as repaid, repayable } from "../../core/meeting.js";
import { loanUsual, number, vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { row, secondary, state, title } from "../kit.js";
import { memberOf } from "../words.js";
import { takenToday } from "./dues.js";
import { at, keep, page } from "./flow.js";
import { calledOf, nameOf } from "./parts.js";
import { sumScreen } from "./sum.js";

const PATH = "tra-no";
const HERE = `buoi/${PATH}`;

/** Repayments of the day; with a loan, the keypad for what is paid of it. */
export function repay(app, [id] = []) {
  const { view, draft } = at(app);
  const loans = repayable(draft, view);
  const wanted = loans.find((loan) => loan.id === id);
  if (wanted) return one(app, view, draft, wanted);
  const due = loans.filter((loan) => loan.due > 0);
  const rest = loans.filter((loan) => !loan.due);
  const paid = due.filter((loan) => draft.said.repayments?.[loan.id] !== undefined).length;
  return page(app, PATH, {
    body: [
      title("Ai trả nợ?", { figure: due.length > 0 && [h("b", {}, String(paid)), ` / ${due.length}`], more: `Hôm nay đã thu ${vnd(takenToday(view, draft))}.` }),
      due.length ? h("div", { class: "rows" }, due.map((loan) => dueCard(app, view, draft, loan))) : h("p", {}, "Hôm nay không ai đến kỳ trả."),
      rest.length > 0 && [h("h2", {}, "Chưa đến kỳ, muốn trả trước"), h("div", { class: "rows" }, rest.map((loan) => early(app, view, draft, loan)))],
    ],
    rest: "Còn % người ở dưới",
  });
}

const debtor = (view, loan) => memberOf(view, loan.debtor || loan.m); // also one who left long ago

function dueCard(app, view, draft, loan) {
  const person = debtor(view, loan);
  const sum = draft.said.repayments?.[loan.id];
  const done = sum !== undefined;
  const status = markOf(draft, person.id);
  const { principal, interest } = duePartsOf(loan, draft, view);
  const more = done ? `Còn nợ ${vnd(leftAfter(loan, draft, view, sum))}` : `Gốc ${number(principal)}, lãi\u00a0${vnd(interest)}${status === "present" ? "" : `. ${upper(MARKS[status])}`}`;
  const tap = () => done
    ? keep(app, repaid(at(app).draft, loan.id, null), `Đã bỏ khoản trả của ${calledOf(person)}.`)
    : keep(app, repaid(at(app).draft, loan.id, loan.due), `Đã ghi ${calledOf(person)} trả ${vnd(loan.due)}.`);
  return h("section", { class: `row owes${done ? " chosen" : ""}`, "data-key": loan.id, "aria-label": nameOf(person) },
    h("div", { class: "owes-head" }, h("span", { class: "row-words" }, h("span", { class: "name" }, nameOf(person)), h("span", { class: "more" }, more)),
      done ? state("tick", "Đã trả", { disc: true }) : state("ring", "Chưa trả")),
    h("div", { class: "owes-keys" },
      secondary(done ? "Bỏ khoản này" : `Trả đúng kỳ ${vnd(loan.due)}`, tap, { "data-key": "pay" }),
      secondary("Số khác", () => app.go(`${HERE}/${loan.id}`), { "data-key": "other" })));
}

function early(app, view, draft, loan) {
  const sum = draft.said.repayments?.[loan.id];
  const done = sum !== undefined;
  return row({
    key: loan.id, name: nameOf(debtor(view, loan)), more: `Còn nợ ${vnd(done ? leftAfter(loan, draft, view, sum) : loan.left)}`, chosen: done,
    onclick: () => app.go(`${HERE}/${loan.id}`), state: done ? state("tick", vnd(sum), { disc: true }) : null,
  });
}

function one(app, view, draft, loan) {
  const person = debtor(view, loan);
  const paid = draft.said.repayments?.[loan.id];
  const { principal, interest } = duePartsOf(loan, draft, view);
  const most = mostOf(loan, draft, view);
  const write = async (sum) => {
    await keep(app, repaid(at(app).draft, loan.id, sum), `Đã ghi ${calledOf(person)} trả ${vnd(sum)}.`);
    app.go(HERE);
  };
  const leave = async () => {
    if (paid !== undefined) await keep(app, repaid(at(app).draft, loan.id, null), `Đã bỏ khoản trả của ${calledOf(person)}.`);
    app.go(HERE);
  };
  return sumScreen(app, PATH, {
    asks: `${nameOf(person)} trả nợ`,
    more: loan.due ? `Kỳ này: gốc ${number(principal)}, lãi ${vnd(interest)}.` : `Hôm nay chưa đến kỳ. Còn nợ ${vnd(loan.left)}.`,
    sum: paid ?? loan.due, usual: loanUsual(loan, loan.due),
    wrong: (sum) => (sum > most ? `${nameOf(person)} chỉ còn phải trả ${vnd(most)} là hết nợ. Mời ghi đến số đó.` : ""),
    after: (sum) => [
      h("p", {}, `Trả xong, ${calledOf(person)} còn nợ `, h("b", {}, vnd(leftAfter(loan, draft, view, sum))), "."),
      h("p", {}, `Hôm nay đã thu ${vnd(takenToday(view, draft))}.`),
    ],
    done: write, skip: [paid !== undefined ? "Chưa trả" : "Bỏ qua", leave],
  });
}

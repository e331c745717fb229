/** An instalment brought between two meetings. */

import { day } from "../../core/days.js";
import { vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { called, keeps, memberOf, named, one } from "../words.js";

const OPEN = ["running", "extended"];
const running = (view) => (view.loans || []).filter((loan) => OPEN.includes(loan.state) && (loan.left > 0 || loan.due_now > 0 || loan.to_settle > 0));
const loanOf = (view, id) => (view.loans || []).find((loan) => loan.id === id) || {};
const who = (view, id) => called(view, loanOf(view, id).debtor || loanOf(view, id).m);

/** Loans as rows of a list, by given name of whoever answers for them. */
const options = (view) => running(view).map((loan) => ({
  key: loan.id, label: named(memberOf(view, loan.debtor || loan.m)),
  more: loan.overdue_since ? `Còn nợ ${vnd(loan.left)}, quá hạn từ ${day(loan.overdue_since)}` : `Còn nợ ${vnd(loan.left)}${loan.next_due_on ? `, hạn ${day(loan.next_due_on)}` : ""}`,
}));

export const act = {
  slug: "tra-no",
  kind: "repayments",
  name: "Thu nợ",
  about: "Có người trả giữa hai buổi",
  may: (view) => keeps(view, "money") && running(view).length > 0,
  start: (m, view) => {
    const found = running(view).filter((loan) => loan.id === m || (loan.debtor || loan.m) === m);
    return found.length === 1 ? { loan: found[0].id } : {};
  },
  questions: (view) => [
    { key: "loan", kind: "pick", label: "Người trả", ask: "Ai trả nợ?", options },
    { key: "sum", kind: "sum", label: "Số tiền", ask: (a) => `${upper(who(view, a.loan))} trả bao nhiêu?`, initial: (now, a) => loanOf(now, a.loan).due_now || 0, usual: (now, a) => loanOf(now, a.loan).due_now,
      more: (a) => {
        const { due_now: due, due_principal: principal, due_interest: interest, left } = loanOf(view, a.loan);
        return due ? `Kỳ này: gốc ${vnd(principal)}, lãi ${vnd(interest)}.` : `Còn nợ ${vnd(left)}.`;
      },
      check: (sum, a) => {
        const most = loanOf(view, a.loan).to_settle;
        return most && sum > most ? `Trả hết chỉ cần ${vnd(most)}. Mời xem lại số tiền.` : "";
      } },
    { key: "day", kind: "day", label: "Ngày trả", ask: "Trả ngày nào?", quiet: true, money: true, initial: view.today },
  ],
  from: ({ day: on, sums }) => one(sums, (loan, sum) => ({ loan, sum, day: on })),
  body: (a) => ({ day: a.day, sums: { [a.loan]: a.sum } }),
  words: (a, view) => `${upper(who(view, a.loan))} trả nợ ${vnd(a.sum)}`,
  title: () => "Thu nợ",
  save: (a) => `Ghi ${vnd(a.sum)}`,
  again: "Ghi người khác trả",
};

/** An instalment brought between two meetings. */

import { day } from "../../core/days.js";
import { loanUsual, vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { called, keeps, memberOf, named, one } from "../words.js";
import { inAll, kept, noneLeft, sumsQuestion } from "./sums.js";

const OPEN = ["running", "extended"];
const running = (view) => (view.loans || []).filter((loan) => OPEN.includes(loan.state) && (loan.left > 0 || loan.due_now > 0 || loan.to_settle > 0));
const loanOf = (view, id) => (view.loans || []).find((loan) => loan.id === id) || {};
const who = (view, id) => called(view, loanOf(view, id).debtor || loanOf(view, id).m);

const whose = (view, id) => named(memberOf(view, loanOf(view, id).debtor || loanOf(view, id).m));
const usual = (view, id) => loanUsual(loanOf(view, id), loanOf(view, id).due_now || 0);
const tooMuch = (view, id, sum) => {
  const most = loanOf(view, id).to_settle;
  return most && sum > most ? `Trả hết chỉ cần ${vnd(most)}. Mời xem lại số tiền.` : "";
};

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
  questions: (view, a) => [
    ...(a.sums ? [sumsQuestion("Các khoản trả", whose, (now, id) => ({ usual: usual(now, id), check: (sum) => tooMuch(now, id, sum) }))] : [
      { key: "loan", kind: "pick", label: "Người trả", ask: "Ai trả nợ?", options },
      { key: "sum", kind: "sum", label: "Số tiền", ask: (given) => `${upper(who(view, given.loan))} trả bao nhiêu?`, initial: (now, given) => loanOf(now, given.loan).due_now || 0, usual: (now, given) => usual(now, given.loan),
        more: (given) => {
          const { due_now: due, due_principal: principal, due_interest: interest, left } = loanOf(view, given.loan);
          return due ? `Kỳ này: gốc ${vnd(principal)}, lãi ${vnd(interest)}.` : `Còn nợ ${vnd(left)}.`;
        },
        check: (sum, given) => tooMuch(view, given.loan, sum) },
    ]),
    { key: "day", kind: "day", label: "Ngày trả", ask: "Trả ngày nào?", quiet: true, money: true, initial: view.today },
  ],
  nothing: (a) => noneLeft(a.sums),
  from: ({ day: on, sums }) => one(sums, (loan, sum) => ({ loan, sum, day: on })) ?? { sums, day: on },
  body: (a) => ({ day: a.day, sums: a.sums ? kept(a.sums) : { [a.loan]: a.sum } }),
  words: (a, view) => (a.sums ? `Thu nợ của ${inAll(a.sums)}` : `${upper(who(view, a.loan))} trả nợ ${vnd(a.sum)}`),
  title: () => "Thu nợ",
  save: (a) => `Ghi ${a.sums ? inAll(a.sums) : vnd(a.sum)}`,
  again: "Ghi người khác trả",
};

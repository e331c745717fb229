/** A contribution paid between two meetings. */

import { monthOf } from "../../core/days.js";
import { duesUsual, inWords, vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { about, called, keeps, memberOf, named, one } from "../words.js";
import { inAll, kept, noneLeft, sumsQuestion } from "./sums.js";

const owed = (view, m) => view.money?.dues?.[m]?.owed || 0;
const monthly = (view) => view.club.dues?.amount || 0;
/** What somebody has paid today by the books. The server holds one sum a day: a second one would stand against it, so both are told as one. */
const paid = (view, m) => (view.money?.months?.[monthOf(view.today)]?.rows || []).filter((row) => row.kind === "dues" && row.m === m && row.day === view.today).reduce((all, row) => all + row.in - row.out, 0);
const likely = (view, { m }) => paid(view, m) + (Math.max(owed(view, m), 0) || monthly(view));
const usual = (view, { m }) => duesUsual(monthly(view), paid(view, m) + owed(view, m));
const stands = (view, m) => {
  if (paid(view, m)) return `Hôm nay đã đóng ${vnd(paid(view, m))}. Đóng thêm thì ghi cả số của hôm nay.`;
  return owed(view, m) > 0 ? `Còn thiếu ${vnd(owed(view, m))}.` : `Mỗi tháng ${vnd(monthly(view))}.`;
};

export const act = {
  slug: "dong-gop",
  kind: "dues",
  name: "Thu đóng góp",
  about: "Có người đóng giữa hai buổi",
  may: (view) => keeps(view, "money") && Boolean(view.club.dues),
  start: (m) => ({ m }),
  questions: (view, a) => [
    ...(a.sums ? [sumsQuestion("Các khoản đóng", (now, m) => named(memberOf(now, m)), (now, m) => ({ usual: usual(now, { m }) }))] : [
      { key: "m", kind: "member", label: "Người đóng", ask: "Ai đóng góp?", among: (now) => now.members.filter((one) => !one.exempt),
        under: (one, now) => (owed(now, one.id) > 0 ? `Còn thiếu ${vnd(owed(now, one.id))}` : about(now, one)) },
      { key: "sum", kind: "sum", label: "Số tiền", ask: (given) => `${upper(called(view, given.m))} đóng bao nhiêu?`, initial: likely, usual,
        more: (given) => stands(view, given.m) },
    ]),
    { key: "day", kind: "day", label: "Ngày đóng", ask: "Đóng ngày nào?", quiet: true, money: true, initial: view.today },
  ],
  nothing: (a) => noneLeft(a.sums),
  from: ({ day, sums }) => one(sums, (m, sum) => ({ m, sum, day })) ?? { sums, day },
  body: (a) => ({ day: a.day, sums: a.sums ? kept(a.sums) : { [a.m]: a.sum } }),
  words: (a, view) => (a.sums ? `Thu đóng góp của ${inAll(a.sums)}` : `${upper(called(view, a.m))} đóng góp ${vnd(a.sum)}`),
  title: () => "Thu đóng góp",
  save: (a) => `Ghi ${a.sums ? inAll(a.sums) : vnd(a.sum)}`,
  said: (a, view) => (a.sums ? "" : `Đã ghi ${called(view, a.m)} đóng góp ${inWords(a.sum).toLowerCase()}.`),
  again: "Ghi người khác đóng",
};

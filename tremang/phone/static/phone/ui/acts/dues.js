/** A contribution paid between two meetings. */

import { duesUsual, inWords, vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { about, called, keeps, memberOf, named, one } from "../words.js";
import { inAll, kept, noneLeft, sumsQuestion } from "./sums.js";

const owed = (view, m) => view.money?.dues?.[m]?.owed || 0;
const monthly = (view) => view.club.dues?.amount || 0;
const likely = (view, { m }) => Math.max(owed(view, m), 0) || monthly(view);
const usual = (view, { m }) => duesUsual(monthly(view), owed(view, m));

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
        more: (given) => (owed(view, given.m) > 0 ? `Còn thiếu ${vnd(owed(view, given.m))}.` : `Mỗi tháng ${vnd(view.club.dues.amount)}.`) },
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

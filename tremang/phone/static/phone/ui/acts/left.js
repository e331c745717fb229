/** Somebody leaves the club, moves away, or has died. */

import { day } from "../../core/days.js";
import { vnd } from "../../core/money.js";
import { upper } from "../../core/people.js";
import { called, keeps, memberOf } from "../words.js";

const DIED = "died";
const beforeJoining = (iso, a, view) => {
  const since = memberOf(view, a.membership).joined_on;
  return since && iso < since ? `${upper(called(view, a.membership))} vào câu lạc bộ ngày ${day(since)}. Mời ghi ngày từ hôm đó trở đi.` : "";
};
/** What the club still has with somebody who goes. */
function open(a, view) {
  const loans = (view.loans || []).filter((loan) => (loan.debtor || loan.m) === a.membership && loan.left > 0);
  const left = loans.reduce((sum, loan) => sum + loan.left, 0);
  return left ? [`${upper(called(view, a.membership))} còn khoản vay ${vnd(left)}. Sổ vẫn giữ khoản này, Ban Chủ nhiệm bàn với gia đình sau.`] : [];
}

const who = (a, view) => called(view, a.membership);

/** What is asked and said of somebody who goes, and of somebody who has died: the same act, its words differ. */
const GOES = {
  day: (view) => ({ label: "Ngày cuối", ask: "Tham gia đến hết ngày nào?", initial: view.today }),
  words: (a, view) => `${upper(who(a, view))} thôi tham gia, ${day(a.left_on)}`,
  title: (a, view) => `${upper(who(a, view))} thôi tham gia`,
  save: (a, view) => `Ghi ${who(a, view)} thôi tham gia`,
  done: () => "Đã ghi",
  comfort: (a, view) => `Những buổi ${who(a, view)} đã dự vẫn còn trong sổ. Muốn trở lại lúc nào cũng được.`,
};
const DIES = {
  day: (view) => ({ label: "Ngày mất", ask: (a) => `${upper(who(a, view))} mất ngày nào?`, more: "Chưa rõ ngày thì hỏi gia đình, ghi sau cũng được." }),
  words: (a, view) => `${upper(who(a, view))} qua đời ngày ${day(a.left_on)}`,
  title: (a, view) => `${upper(who(a, view))} qua đời`,
  lead: () => "Mời đọc lại thật kỹ trước khi ghi.",
  save: () => "Ghi vào sổ",
  done: (a, view) => `Xin chia buồn cùng gia đình ${who(a, view)}`,
  said: (a, view) => `Đã ghi ${who(a, view)} qua đời ngày ${day(a.left_on)}.`,
  comfort: (a, view) => `Tên ${who(a, view)} và những buổi đã dự vẫn còn trong sổ. Máy không hẹn thăm, không nhắc sinh nhật nữa.`,
  after: (a, view) => (keeps(view, "money") ? [["Ghi tiền phúng viếng", "ghi/chi/-/1"]] : []),
};
const has = (a) => (a.reason === DIED ? DIES : GOES);
const told = Object.fromEntries(Object.keys(DIES).slice(1).map((name) => [name, (a, view) => has(a)[name]?.(a, view)]));

const make = (reason, own) => ({
  ...told,
  ...own,
  kind: "left",
  may: (view) => keeps(view, "members"),
  start: (m) => ({ membership: m }),
  warn: open,
  home: () => "thanh-vien",
  questions: (view, a) => [
    { key: "membership", kind: "member", label: "Thành viên", ask: own.ask, among: (now) => now.members },
    { key: "reason", kind: "pick", label: "Vì sao", ask: () => `Vì sao ${who(a, view)} thôi tham gia?`, quiet: Boolean(reason), unread: Boolean(reason), initial: reason,
      options: [...(view.club.leave_reasons || []).filter((one) => ![DIED, "closed"].includes(one.key)), { key: DIED, label: "Qua đời" }] },
    { key: "left_on", kind: "day", ...has({ reason: a.reason ?? reason }).day(view), check: beforeJoining },
  ],
  from: (body) => body,
  body: (a) => ({ membership: a.membership, left_on: a.left_on, reason: a.reason ?? reason }),
});

export const left = make(undefined, { slug: "roi", name: "Có người thôi tham gia", about: "Xin thôi, chuyển nơi ở, qua đời, ghi nhầm", ask: "Ai thôi tham gia?" });
export const died = make(DIED, { slug: "qua-doi", name: "Có người qua đời", about: "Ghi ngày mất, để câu lạc bộ thăm viếng", ask: "Thành viên nào qua đời?" });

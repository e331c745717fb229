/** Money spent, and money that came in otherwise. */

import { vnd } from "../../core/money.js";
import { clean } from "../../core/names.js";
import { fundName, keeps } from "../words.js";

const kindsOf = (view, comes) => (view.club.slip_kinds || []).filter((one) => Boolean(one.in) === comes);
const cash = (view, fund) => view.money?.balances?.[fund]?.cash;

function make({ slug, name, about, comes, ask, sumAsk, textAsk, example, whoLabel, again }) {
  const labelOf = (view, a) => kindsOf(view, comes).find((one) => one.key === a.kind)?.label || "";
  return {
    slug,
    kind: "slip",
    name,
    about,
    may: (view) => keeps(view, "money") && kindsOf(view, comes).length > 0,
    start: () => ({}),
    questions: (view, a) => [
      { key: "kind", kind: "pick", label: comes ? "Khoản thu" : "Chi cho việc gì", ask, options: kindsOf(view, comes) },
      { key: "amount", kind: "sum", label: "Số tiền", ask: sumAsk,
        more: () => (!comes && cash(view, a.fund) !== undefined ? `Trong hộp có ${vnd(cash(view, a.fund))}.` : ""),
        check: (sum) => (!comes && cash(view, a.fund) < sum ? `Hộp có ${vnd(cash(view, a.fund))}, chưa đủ chi ${vnd(sum)}. Có thể chi ít hơn hoặc rút từ ngân hàng trước.` : "") },
      { key: "text", kind: "text", label: "Nội dung", ask: textAsk, example, optional: true },
      { key: "who", kind: "text", label: whoLabel, ask: `${whoLabel} là ai?`, example: "bà Nguyễn Thị Mận", optional: true, quiet: true },
      { key: "fund", kind: "pick", label: comes ? "Vào quỹ" : "Từ quỹ", ask: comes ? "Vào quỹ nào?" : "Từ quỹ nào?", quiet: true,
        initial: kindsOf(view, comes).find((one) => one.key === a.kind)?.fund || "activity",
        options: [{ key: "activity", label: fundName(view, "activity") }, { key: "income", label: fundName(view, "income") }] },
      { key: "day", kind: "day", label: "Ngày", ask: comes ? "Thu ngày nào?" : "Chi ngày nào?", quiet: true, money: true, initial: view.today },
    ],
    from: (body, view) => (kindsOf(view, comes).some((one) => one.key === body.kind) ? { ...body, text: body.words } : null),
    body: (a) => ({ day: a.day, fund: a.fund, kind: a.kind, amount: a.amount, who: clean(a.who || ""), words: clean(a.text || "") }),
    words: (a, view) => `${comes ? "Thu" : "Chi"} ${vnd(a.amount)}, ${clean(a.text || "") || labelOf(view, a).toLowerCase()}`,
    title: () => name,
    save: (a) => `Ghi ${vnd(a.amount)}`,
    again,
  };
}

export const expense = make({
  slug: "chi", name: "Khoản chi", about: "Thăm hỏi, chè nước, việc khác", comes: false, ask: "Chi cho việc gì?", sumAsk: "Chi bao nhiêu?",
  textAsk: "Chi để làm gì?", example: "mua chè, bánh kẹo", whoLabel: "Người nhận tiền", again: "Ghi khoản chi khác",
});

export const income = make({
  slug: "thu-khac", name: "Khoản thu khác", about: "Lãi tiền gửi, thu khác", comes: true, ask: "Thu khoản gì?", sumAsk: "Thu bao nhiêu?",
  textAsk: "Thu từ đâu?", example: "lãi sổ tiết kiệm tháng 9", whoLabel: "Người nộp", again: "Ghi khoản thu khác",
});

/** A gift in money or in kind, between two meetings. */

import { inWords, vnd } from "../../core/money.js";
import { clean } from "../../core/names.js";
import { upper } from "../../core/people.js";
import { called, fundName, keeps } from "../words.js";

const giver = (a, view) => (a.giver === "none" ? "người không muốn nêu tên" : a.giver === "member" ? called(view, a.m) : clean(a.name || ""));

export const act = {
  slug: "ung-ho",
  kind: "gift",
  name: "Nhận ủng hộ",
  about: "Tiền hoặc hiện vật, sổ Tấm lòng vàng",
  may: (view) => keeps(view, "money"),
  start: (m) => ({ giver: "member", m }),
  questions: (view, a) => [
    { key: "kind", kind: "pick", label: "Ủng hộ bằng", ask: "Ủng hộ bằng gì?", options: [{ key: "money", label: "Tiền" }, { key: "goods", label: "Hiện vật", more: "Bàn ghế, quà, đồ dùng" }] },
    ...(a.kind === "goods" ? [{ key: "what", kind: "text", label: "Hiện vật", ask: "Ủng hộ hiện vật gì?", example: "5 bộ ấm chén" }] : []),
    { key: "amount", kind: "sum", label: a.kind === "goods" ? "Ước giá trị" : "Số tiền", ask: a.kind === "goods" ? "Ước giá trị bao nhiêu?" : "Ủng hộ bao nhiêu?", optional: a.kind === "goods", nothing: 0, told: (sum) => (sum ? [vnd(sum), inWords(sum)] : "Chưa ước") },
    { key: "giver", kind: "pick", label: "Người ủng hộ", ask: "Ai ủng hộ?", options: [{ key: "member", label: "Thành viên câu lạc bộ" }, { key: "other", label: "Người ngoài, đoàn thể, doanh nghiệp" }, { key: "none", label: "Không muốn nêu tên" }],
      told: (value, given, now) => giver(given, now) },
    ...(a.giver === "member" ? [{ key: "m", kind: "member", label: "Tên thành viên", ask: "Thành viên nào?", told: () => "" }] : []),
    ...(a.giver === "other" ? [{ key: "name", kind: "text", label: "Tên người ủng hộ", ask: "Tên người ủng hộ?", example: "ông Nguyễn Văn Lâm, xóm Đông", told: () => "" }] : []),
    { key: "purpose", kind: "text", label: "Để làm gì", ask: "Ủng hộ để làm gì?", example: "mừng thọ", optional: true, quiet: true },
    { key: "fund", kind: "pick", label: "Cho quỹ", ask: "Cho quỹ nào?", quiet: true, initial: "activity", options: [{ key: "activity", label: fundName(view, "activity") }, { key: "income", label: fundName(view, "income") }] },
    { key: "day", kind: "day", label: "Ngày nhận", ask: "Nhận ngày nào?", quiet: true, money: true, initial: view.today },
  ],
  from: (body) => ({
    ...body, giver: body.anonymous ? "none" : body.membership ? "member" : "other", m: body.membership, name: body.giver, purpose: body.words,
  }),
  body: (a) => ({
    day: a.day, fund: a.fund, amount: a.amount || 0, kind: a.kind, what: a.kind === "goods" ? clean(a.what) : "",
    giver: a.giver === "other" ? clean(a.name) : "", ...(a.giver === "member" && { membership: a.m }), ...(a.giver === "none" && { anonymous: true }),
    words: clean(a.purpose || ""),
  }),
  words: (a, view) => `${upper(giver(a, view))} ủng hộ ${a.kind === "goods" ? clean(a.what) : vnd(a.amount)}`,
  title: () => "Nhận ủng hộ",
  save: (a) => (a.kind === "goods" ? "Ghi vào sổ" : `Ghi ${vnd(a.amount)}`),
  comfort: () => "Sổ Tấm lòng vàng có thêm một dòng.",
  again: "Ghi ủng hộ khác",
};

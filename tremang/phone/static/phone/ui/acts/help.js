/** Somebody in hardship who was helped: a member, or somebody outside whose name is not kept. */

import { longDay } from "../../core/days.js";
import { inWords, vnd } from "../../core/money.js";
import { called, keeps } from "../words.js";

const whom = (a, view) => (a.several ? a.several.map((m) => called(view, m)).join(", ") : a.helped === "other" ? a.about || "người ngoài câu lạc bộ" : called(view, a.helped));

export const act = {
  slug: "giup",
  kind: "help",
  name: "Giúp người gặp khó khăn",
  about: "Hiện vật, ngày công, tiền, hỏi han",
  may: (view) => Boolean(view.help) || keeps(view, "books"),
  start: (m) => ({ helped: m }),
  questions: (view, a) => [
    a.several ? { key: "several", kind: "members", label: "Giúp ai", ask: "Giúp những ai?" } // only where a refused one names several
      : { key: "helped", kind: "member", label: "Giúp ai", ask: "Giúp ai?", other: "Người ngoài câu lạc bộ", otherMore: "Không cần ghi tên" },
    ...(a.helped === "other" ? [{ key: "about", kind: "text", label: "Ghi vài chữ, không cần tên", ask: "Giúp nhà nào?", example: "một gia đình ở xóm Đông" }] : []),
    { key: "kind", kind: "pick", label: "Giúp bằng gì", ask: (given) => `Giúp ${whom(given, view)} bằng gì?`, options: view.club.help_kinds || [] },
    { key: "what", kind: "text", label: "Đã giúp gì", ask: "Đã giúp gì?", example: "20 kg gạo" },
    { key: "amount", kind: "sum", label: "Ước giá trị", ask: "Ước giá trị bao nhiêu?", more: "Không ước được thì bỏ qua.", optional: true, nothing: 0, quiet: a.kind === "company" || a.kind === "work", told: (sum) => (sum ? [vnd(sum), inWords(sum)] : "") },
    { key: "helpers", kind: "members", label: "Ai giúp", ask: "Ai trong câu lạc bộ giúp?", quiet: true, optional: true, initial: [] },
    { key: "day", kind: "day", label: "Ngày giúp", ask: "Giúp ngày nào?", quiet: true, initial: view.today },
  ],
  from: ({ helped, ...body }) => (helped.length > 1 ? { ...body, several: helped } : { ...body, helped: helped[0] ?? "other" }),
  body: (a) => ({
    day: a.day, helped: a.several ?? (a.helped === "other" ? [] : [a.helped]), helpers: a.helpers || [], kind: a.kind, what: a.what.trim(),
    ...(a.helped === "other" && { about: a.about.trim() }), ...(a.amount ? { amount: a.amount } : {}),
  }),
  words: (a, view) => `Giúp ${whom(a, view)}: ${a.what.trim()}, ${longDay(a.day, false)}`,
  title: (a, view) => `Giúp ${whom(a, view)}`,
  save: () => "Ghi việc giúp",
  again: "Ghi người khác được giúp",
};

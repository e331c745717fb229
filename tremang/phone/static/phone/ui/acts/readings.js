/** A round of measuring down the list: which figures, then one person after another. */

import { longDay } from "../../core/days.js";
import { called, keeps } from "../words.js";
import { adviceOf, askReadings, measured, measures, takenOf, toldReadings } from "./measuring.js";

export const act = {
  slug: "do",
  kind: "readings",
  name: "Đo huyết áp, cân nặng",
  about: "Lần lượt từng người trong danh sách",
  may: (view) => Boolean(view.health) && keeps(view, "books"),
  start: () => ({}),
  questions: (view) => [
    { key: "what", kind: "picks", label: "Đo những gì", ask: "Đo những gì?", more: "Chạm vào những thứ đo hôm nay.", initial: measures(view).slice(0, 1).map((one) => one.key), options: measures(view), unit: "thứ", none: "Chọn ít nhất một thứ" },
    { key: "day", kind: "day", label: "Ngày đo", ask: "Đo ngày nào?", quiet: true, initial: view.today },
    { key: "rows", kind: "reading", label: "Đã đo", draw: askReadings, told: (value, a, now) => toldReadings(value, now), initial: { typed: {}, agreeing: [], passed: [] } },
  ],
  from: measured,
  nothing: (a, view) => (Object.keys(takenOf(a.rows, view).taken).length ? "" : "Chưa đo ai. Mời ghi ít nhất một người."),
  warn: (a, view) => Object.entries(takenOf(a.rows, view).taken).map(([m, one]) => [m, adviceOf(one, view)]).filter(([, words]) => words)
    .map(([m, words]) => `Nhắc ${called(view, m)}: ${words}`),
  body: (a, view) => ({ day: a.day, ...takenOf(a.rows, view) }),
  words: (a, view) => {
    const { taken } = takenOf(a.rows, view);
    const [first] = Object.keys(taken);
    const count = Object.keys(taken).length;
    return count === 1 ? `Đo sức khỏe ${called(view, first)}, ${longDay(a.day, false)}` : `Đo sức khỏe ${count} người, ${longDay(a.day, false)}`;
  },
  title: () => "Đo huyết áp, cân nặng",
  save: (a, view) => `Ghi ${Object.keys(takenOf(a.rows, view).taken).length} người`,
  again: "Ghi lần đo khác",
};

/** Step 6, "Đếm hộp": the notes of each fund's box, one value after the other; where box and book differ, why that may be. */

import { fundsOf } from "../../core/meeting.js";
import { inWords, vnd } from "../../core/money.js";
import { h, icon } from "../dom.js";
import { line, row, secondary, state, title } from "../kit.js";
import { at, onwardKey, page, skipKey } from "./flow.js";
import { countNotes } from "./count.js";
import { mismatch, reason, whose } from "./gap.js";

const PATH = "dem-hop";
const HERE = `buoi/${PATH}`;

/** The boxes; with a fund, its count, and whether it agrees with the book. */
export function box(app, [key, part, more] = []) {
  const { view, draft } = at(app);
  const funds = fundsOf(draft, view);
  const fund = funds.find((one) => one.key === key);
  if (!fund) return boxes(app, draft, funds);
  if (part === "ly-do" && fund.gap) return reason(app, draft, fund);
  if (part === "ai" && fund.gap) return whose(app, view, draft, fund, more);
  if (part === "ai" || part === "ly-do") return agrees(app, draft, fund, funds);
  if (part === "ket-qua") return fund.gap && !draft.said.gaps?.[key] ? mismatch(app, view, draft, fund) : agrees(app, draft, fund, funds);
  return countNotes(app, view, draft, fund, part);
}

/** The first box that nobody has counted yet, or null. */
const uncounted = (funds) => funds.find((one) => one.counted === null);

function boxes(app, draft, funds) {
  const next = uncounted(funds);
  const counted = funds.filter((one) => one.counted !== null).length;
  const start = next && [skipKey(app, PATH, counted ? "Không đếm nữa" : "Hôm nay không đếm"), secondary(`Đếm ${short(next)}`, () => app.go(`${HERE}/${next.key}`), { class: "press solid", "data-key": "count" })];
  return page(app, PATH, {
    body: [
      title("Đếm hộp", { figure: [h("b", {}, String(counted)), ` / ${funds.length}`], more: "Đếm từng loại tờ, máy tự cộng." }),
      h("div", { class: "rows" }, funds.map((fund) => row({
        key: fund.key, name: fund.name, more: fund.counted === null ? `Sổ ghi phải có ${vnd(fund.expected)}` : `Đếm được ${vnd(fund.counted)}`, chosen: fund.counted !== null,
        state: stateOf(draft, fund), onclick: () => app.go(`${HERE}/${fund.key}${fund.counted === null ? "" : "/ket-qua"}`),
      }))),
    ],
    foot: start || null,
  });
}

function stateOf(draft, fund) {
  if (fund.counted === null) return state("ring", "Chưa đếm");
  if (!fund.gap) return state("tick", "Khớp", { disc: true });
  return state("half", fund.gap > 0 ? "Thừa" : "Thiếu", { strong: true });
}

/** "hộp Quỹ hoạt động" of a fund. */
const short = (fund) => `hộp ${fund.name.toLowerCase()}`;

function agrees(app, draft, fund, funds) {
  const next = uncounted(funds);
  const why = draft.said.gaps?.[fund.key];
  const words = !fund.gap ? "Khớp" : `${fund.gap > 0 ? "Thừa" : "Thiếu"} ${vnd(Math.abs(fund.gap))}`;
  const on = next ? secondary(`Đếm ${short(next)}`, () => app.go(`${HERE}/${next.key}`), { class: "press solid", "data-key": "count" }) : onwardKey(app, PATH);
  return page(app, PATH, {
    body: [
      h("div", { class: "title" }, h("h1", { tabindex: "-1" }, words), icon(fund.gap ? "half" : "tick", { disc: !fund.gap })),
      h("p", { class: "lead" }, fund.name),
      h("div", { class: "ruled" }, line("Đếm trong hộp", vnd(fund.counted)), line("Sổ ghi phải có", vnd(fund.expected))),
      h("p", {}, `Trong hộp có ${inWords(fund.counted).toLowerCase()}.`),
      why && h("p", {}, `Lý do: ${why}.`),
    ],
    foot: [secondary("Đếm lại", () => app.go(`${HERE}/${fund.key}`)), on],
  });
}

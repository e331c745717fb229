/** Step 3, "Cho vay": loans approved before that wait for their money, and new ones agreed today. */

import { lend as lent, payout, totals } from "../../core/meeting.js";
import { vnd } from "../../core/money.js";
import { h } from "../dom.js";
import { primary, row, secondary, state, title } from "../kit.js";
import { at, held, keep, page, save } from "./flow.js";
import { hands, handsFields } from "./hands.js";
import { newLoanScreen } from "./loan.js";
import { calledOf, hurdle, nameOf } from "./parts.js";

const PATH = "cho-vay";
const HERE = `buoi/${PATH}`;

/** Loans of the day; "moi/…" a new one, else the hand-over of one approved before. */
export function lend(app, [part, ...rest] = []) {
  const { view, draft } = at(app);
  if (part === "moi") return newLoanScreen(app, rest);
  const waiting = (view.loans ?? []).filter((loan) => loan.state === "approved");
  const wanted = waiting.find((loan) => loan.id === part);
  if (wanted) return handOver(app, view, draft, wanted);
  const found = totals(draft, view).lent;
  const made = draft.said.lending ?? [];
  return page(app, PATH, {
    body: [
      title("Cho vay", { figure: found.sum > 0 && h("b", {}, vnd(found.sum)), more: `Hộp Quỹ tăng thu nhập đang có ${vnd(inBox(view, draft))}.` }),
      waiting.length > 0 && [h("h2", {}, "Đã duyệt, chờ giao tiền"), h("div", { class: "rows" }, waiting.map((loan) => approved(app, view, draft, loan)))],
      made.length > 0 && [h("h2", {}, "Cho vay hôm nay"), h("div", { class: "rows" }, made.map((line, index) => newly(app, view, line, index)))],
      !waiting.length && !made.length && h("p", {}, "Hôm nay chưa cho ai vay."),
      draft.loan?.membership && draft.loan.at === undefined && begunRow(app, view, draft.loan),
      secondary("Thêm người vay", () => fresh(app), { "data-key": "new" }),
    ],
  });
}

/** What lies in the box that lends, with all that passed today, in đồng. */
export const inBox = (view, draft) => totals(draft, view).funds.find((fund) => fund.key === "income")?.expected ?? 0;

/** Sentence 5 of the design: "" where the box holds enough. */
export const tooLittle = (view, draft, sum) => {
  const held = inBox(view, draft);
  return sum > held ? `Hộp có ${vnd(Math.max(0, held))}, chưa đủ cho vay ${vnd(sum)}. Có thể cho vay ít hơn hoặc rút từ ngân hàng trước.` : "";
};

function approved(app, view, draft, loan) {
  const done = (draft.said.payouts ?? []).some((one) => one.loan === loan.id);
  return row({
    key: loan.id, name: nameOf(view.byId[loan.m]), more: `${vnd(loan.principal)}, ${loan.label}`, chosen: done,
    state: done ? state("tick", "Đã giao", { disc: true }) : state("ring", "Chờ giao"), onclick: () => app.go(`${HERE}/${loan.id}`),
  });
}

function newly(app, view, line, index) {
  return row({
    key: `new ${index}`, name: nameOf(view.byId[line.membership]), more: `${line.purpose}, ${vnd(line.principal)}`, chosen: true,
    state: state("tick", "Đã giao", { disc: true }), onclick: () => edit(app, line, index),
  });
}

/** A loan that was left before all was said. */
function begunRow(app, view, loan) {
  const more = loan.principal ? `${vnd(loan.principal)}. Đang ghi dở, chạm để ghi tiếp.` : "Đang ghi dở, chạm để ghi tiếp.";
  return row({ key: "begun", name: nameOf(view.byId[loan.membership]), more, onclick: () => app.go(`${HERE}/moi/xem`) });
}

async function fresh(app) {
  const { loan: _, ...rest } = held(at(app).draft, "purpose");
  await save(app, rest);
  app.go(`${HERE}/moi/ai`);
}

async function edit(app, line, index) {
  await save(app, { ...held(at(app).draft, "purpose"), loan: { ...line, at: index } });
  app.go(`${HERE}/moi/xem`);
}

function handOver(app, view, draft, loan) {
  const stands = (draft.said.payouts ?? []).find((one) => one.loan === loan.id);
  const now = app.state(() => ({ ...hands(draft, view, loan.m), ...stands, error: "" }));
  const person = view.byId[loan.m];
  const write = async () => {
    now.error = (stands ? "" : tooLittle(view, draft, loan.principal)) || (now.paid_by === now.witness ? "Giao tiền cần hai người khác nhau. Mời chọn lại." : "");
    if (now.error) return app.redraw();
    const { paid_by, witness, first_due } = now;
    await keep(app, payout(at(app).draft, loan.id, { paid_by, witness, first_due }), `Đã giao ${calledOf(person)} ${vnd(loan.principal)}.`);
    return app.go(HERE);
  };
  const leave = async () => {
    if (stands) await keep(app, payout(at(app).draft, loan.id, null), `Đã bỏ việc giao tiền cho ${calledOf(person)}.`);
    app.go(HERE);
  };
  return page(app, PATH, {
    body: [title(`Giao tiền vay cho ${calledOf(person)}`, { more: `${vnd(loan.principal)}, ${loan.label}.` }), hurdle(now.error), handsFields(app, view, loan.m, now)],
    foot: [secondary(stands ? "Chưa giao" : "Quay lại", leave), primary(`Giao ${vnd(loan.principal)}`, write)],
    quiet: true,
  });
}

/** Takes a new loan away again. */
export const dropLoan = (app, index, who) => keep(app, lent(at(app).draft, null, index), `Đã bỏ khoản vay của ${who}.`);

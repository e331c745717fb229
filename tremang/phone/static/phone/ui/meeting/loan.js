/** A new loan, one question a screen: who, how much, what for, and all of it read once more with the first instalments. */

import { day } from "../../core/days.js";
import { capOf, scheduleOf } from "../../core/meeting-more.js";
import { lend as lent } from "../../core/meeting.js";
import { inWords, vnd } from "../../core/money.js";
import { search } from "../../core/names.js";
import { h } from "../dom.js";
import { field, line, primary, row, secondary, title } from "../kit.js";
import { at, held, hold, keep, page, save, soon } from "./flow.js";
import { hands, handsFields } from "./hands.js";
import { dropLoan, tooLittle } from "./lend.js";
import { calledOf, choice, choices, hurdle, nameOf, pick } from "./parts.js";
import { sumScreen } from "./sum.js";

const PATH = "cho-vay";
const NEW = `buoi/${PATH}/moi`;
const PURPOSES = ["Nuôi gà", "Nuôi bò", "Nuôi lợn", "Trồng rau", "Buôn bán nhỏ"];
const SHOWN = 3; // instalments in the preview
const RUNNING = ["running", "extended", "approved", "asked", "reviewed"];

/** The screens of a new loan: ai, bao-nhieu, viec, xem. Without a person there is only the first. */
export function newLoanScreen(app, [part]) {
  const { view, draft } = at(app);
  const loan = draft.loan ?? {};
  if (part === "ai" || !loan.membership) return who(app, view, draft);
  if (part === "bao-nhieu" || !loan.principal) return howMuch(app, view, draft, loan);
  if (part === "viec" || !loan.purpose) return whatFor(app, view, draft, loan);
  return readOnce(app, view, draft, loan);
}

/** Keep what is known of the loan so far, and go to the next question; back to the reading where all are answered. */
async function put(app, changes, next) {
  const { draft } = at(app);
  const loan = { ...draft.loan, ...changes };
  await save(app, { ...(changes.purpose ? held(draft, "purpose") : draft), loan });
  app.go(`${NEW}/${loan.principal && loan.purpose ? "xem" : next}`);
}

function who(app, view, draft) {
  const now = app.state(() => ({ typed: "", error: "" }));
  const people = search(draft.roll.map((m) => view.byId[m]), now.typed);
  const owes = (person) => (view.loans ?? []).filter((loan) => RUNNING.includes(loan.state) && loan.m === person.id);
  const choose = (person) => {
    const most = view.club.regulation?.per_person ?? 1;
    const today = (draft.said.lending ?? []).filter((one, index) => one.membership === person.id && index !== draft.loan?.at);
    if (owes(person).length + today.length >= most) {
      now.error = `${nameOf(person)} đang có khoản vay chưa trả xong. Mời trả xong rồi mới vay tiếp.`;
      return app.redraw();
    }
    return put(app, { membership: person.id, ...hands(draft, view, person.id), ...(draft.loan?.principal ? {} : { months: longest(view) }) }, "bao-nhieu");
  };
  return page(app, PATH, {
    body: [
      title("Ai vay?", { more: "Chạm vào tên người vay." }),
      field({ name: "who", label: "Tìm tên", example: "Lụa", value: now.typed, oninput: (event) => { now.typed = event.target.value; now.error = ""; app.redraw(); } }),
      hurdle(now.error),
      h("div", { class: "rows" }, people.map((person) => row({
        key: person.id, name: nameOf(person), more: owes(person).length ? `Đang vay ${vnd(owes(person)[0].left || owes(person)[0].principal)}` : "", onclick: () => choose(person),
      }))),
      !people.length && h("p", {}, `Chưa thấy ai tên “${now.typed}”. Mời gõ lại tên.`),
    ],
    foot: [secondary("Không cho vay", () => app.go(`buoi/${PATH}`))],
    rest: "Còn % tên ở dưới",
    quiet: true,
  });
}

const longest = (view) => view.club.regulation?.months_max ?? 12;

function howMuch(app, view, draft, loan) {
  const person = view.byId[loan.membership];
  const others = loan.at === undefined ? draft : lent(draft, null, loan.at);
  const cap = capOf(view);
  return sumScreen(app, PATH, {
    asks: `${nameOf(person)} vay bao nhiêu?`, more: `Quy chế cho vay nhiều nhất ${vnd(cap)}.`, sum: loan.principal ?? 0, verb: "Vay",
    wrong: (sum) => (sum > cap ? `Quy chế của câu lạc bộ cho vay nhiều nhất ${vnd(cap)}. Mời ghi số nhỏ hơn.` : tooLittle(view, others, sum)),
    done: (principal) => put(app, { principal }, "viec"), skip: ["Quay lại", () => app.go(`${NEW}/ai`)],
  });
}

function whatFor(app, view, draft, loan) {
  const now = app.state(() => ({ typed: draft.typed?.purpose ?? (PURPOSES.includes(loan.purpose) ? "" : loan.purpose ?? ""), error: "" }));
  const other = () => {
    now.error = now.typed.trim() ? "" : "Mời ghi vay để làm gì, ví dụ nuôi gà.";
    return now.error ? app.redraw() : put(app, { purpose: now.typed.trim().slice(0, 200) }, "xem");
  };
  return page(app, PATH, {
    body: [
      title(`${nameOf(view.byId[loan.membership])} vay để làm gì?`),
      choices("Vay để làm gì", PURPOSES.map((words) => choice({ key: words, name: words, chosen: loan.purpose === words, onclick: () => put(app, { purpose: words }, "xem") }))),
      field({ name: "purpose", label: "Việc khác", example: "mua máy khâu", value: now.typed, error: now.error, oninput: (event) => { now.typed = event.target.value; hold(app, "purpose", now.typed); } }),
    ],
    foot: [primary("Xong, xem lại khoản vay", other)],
    quiet: true,
  });
}

function readOnce(app, view, draft, loan) {
  const now = app.state(() => ({ paid_by: loan.paid_by, witness: loan.witness, first_due: loan.first_due, months: loan.months, cosigner: loan.cosigner ?? "", error: "" }));
  const person = view.byId[loan.membership];
  const wants = view.club.regulation?.needs_cosigner ?? true;
  const others = loan.at === undefined ? draft : lent(draft, null, loan.at);
  const write = async () => {
    now.error = tooLittle(view, others, loan.principal) || wrongHands(now) || (wants && !now.cosigner.trim() ? "Quy chế cần người cùng ký. Mời ghi tên người cùng ký." : "");
    if (now.error) return app.redraw();
    const { at: index, ...terms } = loan;
    const { error: _, ...chosen } = now;
    const { loan: __, ...rest } = at(app).draft;
    const made = { ...terms, ...chosen, cosigner: now.cosigner.trim() };
    await keep(app, index === undefined ? lent(rest, made) : replaced(rest, made, index), `Đã ghi ${calledOf(person)} vay ${vnd(loan.principal)}.`);
    return app.go(`buoi/${PATH}`);
  };
  const drop = async () => {
    const { loan: _, ...rest } = at(app).draft;
    await save(app, rest);
    if (loan.at !== undefined) await dropLoan(app, loan.at, calledOf(person));
    app.go(`buoi/${PATH}`);
  };
  const cosigned = (event) => {
    now.cosigner = event.target.value;
    soon(app, (old) => ({ ...old, loan: { ...old.loan, cosigner: now.cosigner } }));
  };
  const least = (view.club.regulation?.grace ?? 0) + 1;
  const months = Array.from({ length: longest(view) - least + 1 }, (_, index) => [String(index + least), `${index + least} tháng`]);
  return page(app, PATH, {
    body: [
      title(`${nameOf(person)} vay ${vnd(loan.principal)}`, { more: `${inWords(loan.principal)}.` }),
      hurdle(now.error),
      h("div", { class: "rows" },
        row({ key: "sum", name: vnd(loan.principal), more: "Số tiền", onclick: () => app.go(`${NEW}/bao-nhieu`) }),
        row({ key: "purpose", name: loan.purpose, more: "Để làm gì", onclick: () => app.go(`${NEW}/viec`) })),
      pick({ name: "months", label: "Trả trong", value: String(now.months), options: months, onchange: (value) => { now.months = Number(value); app.redraw(); } }),
      wants && field({ name: "cosigner", label: "Người cùng ký", example: "chồng, con", value: now.cosigner, oninput: cosigned }),
      handsFields(app, view, loan.membership, now),
      preview(view, { ...loan, ...now }),
    ],
    foot: [secondary("Bỏ khoản vay", drop), primary(`Ghi cho vay ${vnd(loan.principal)}`, write)],
    quiet: true,
  });
}

const wrongHands = (now) => (!now.paid_by || !now.witness || now.paid_by === now.witness ? "Giao tiền cần hai người khác nhau của Ban Chủ nhiệm. Mời chọn lại." : "");

/** The list of new loans with one of them changed; one change, so that undoing brings the old one back. */
const replaced = (draft, made, index) => lent(lent(draft, null, index), made, index);

function preview(view, loan) {
  const rows = scheduleOf(loan, view);
  const sums = rows.slice(0, SHOWN).map(([on, principal, interest]) => line(day(on), `${vnd(principal + interest)}`));
  const interest = rows.reduce((sum, [, , each]) => sum + each, 0);
  return h("section", { class: "schedule" }, h("h2", {}, "Mấy kỳ đầu phải trả"), h("div", { class: "ruled" }, sums),
    h("p", { class: "lead" }, `Trả ${rows.length} kỳ, lãi tất cả ${vnd(interest)}.`));
}

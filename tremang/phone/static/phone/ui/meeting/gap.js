/** The box does not agree with the book: what that may come from, each with its one-tap mending; or a reason, and it stays. */

import { causes } from "../../core/box.js";
import { gap } from "../../core/meeting.js";
import { inWords, vnd } from "../../core/money.js";
import { h } from "../dom.js";
import { field, line, primary, row, secondary, title } from "../kit.js";
import { at, held, hold, keep, page, save } from "./flow.js";
import { choice, choices, nameOf } from "./parts.js";

const PATH = "dem-hop";
const SHOWN = 5; // causes; more would be guessing
const REASONS = ["Chưa tìm ra", "Tiền lẻ đổi chưa đủ", "Còn người cầm tiền chưa nộp"];
const SLIPS = {
  zeros: "Có thể % một số 0.", lost: "Có thể thiếu một chữ số.", doubled: "Có thể thừa một chữ số.", added: "Có thể thừa một chữ số.",
  digit: "Có thể nhầm một chữ số.", swapped: "Có thể đảo hai chữ số.",
}; // as core/slips.js names them
const UNKNOWN = { "unknown-spending": ["Ghi khoản chi này", "ghi/chi"], "unknown-income": ["Ghi khoản thu này", "ghi/thu-khac"] };
const THINGS = { d: "đóng góp", r: "trả", l: "vay", p: "vay" };

/** Picture 09: how much is missing, and what it may come from. */
export function mismatch(app, view, draft, fund) {
  const large = isLarge(fund);
  const all = causes(draft, view, fund.key, fund.counted).map((cause, index) => ({ cause, index })).filter(({ cause }) => !(large && UNKNOWN[cause.why]));
  const found = all.slice(0, SHOWN);
  const mends = found.map(({ cause, index }) => mendOf(app, view, fund, cause, index));
  const first = mends.findIndex(Boolean);
  const guess = !large && first >= 0 && isOrdinary(found[first].cause) ? first : -1;
  const here = `buoi/${PATH}/${fund.key}`;
  const missing = Math.abs(fund.gap);
  const again = () => app.go(here);
  const leave = secondary("Để lệch, ghi lý do", () => app.go(`${here}/ly-do`), { class: "press wide" });
  return page(app, PATH, {
    body: [
      h("div", { class: "title" }, h("h1", { tabindex: "-1" }, `Hộp ${fund.gap > 0 ? "thừa" : "thiếu"} ${vnd(missing)}`)),
      h("p", { class: "close" }, `${fund.name} ${fund.gap > 0 ? "thừa" : "thiếu"} ${inWords(missing).toLowerCase()}.`),
      h("div", { class: "ruled" }, line("Đếm trong hộp", vnd(fund.counted)), line("Sổ ghi phải có", vnd(fund.expected))),
      large && h("p", {}, fund.counted ? "Lệch nhiều như vậy thường là đếm sót. Mời đếm lại trước đã." : "Chưa ghi tờ nào trong hộp. Mời đếm lại trước đã."),
      (found.length > 0 || !large) && h("h2", {}, found.length ? "Có thể vì" : "Chưa thấy khoản nào giống chỗ lệch"),
      found.length ? h("div", { class: "rows" }, found.map(({ cause }, index) => causeCard(view, draft, cause, mends[index], index === guess ? primary : secondary)))
        : h("p", {}, `${large ? "Đếm lại" : "Mời đếm lại một lần nữa."} ${large ? "vẫn" : "Vẫn"} lệch thì để lệch và ghi lý do.`),
    ],
    foot: guess < 0 ? [leave, primary("Đếm lại", again)] : [secondary("Đếm lại", again), leave],
    rest: "Còn % khả năng ở dưới",
  });
}

/** Nothing was counted, or half of the book is not there: then it is the counting that is asked about, no line of the book. */
const isLarge = (fund) => !fund.counted || Math.abs(fund.gap) * 2 > Math.abs(fund.expected);

/** A slip of one line or of one pile, which alone explains all of the difference. */
const isOrdinary = (cause) => cause.pick === 1 && Boolean(cause.fix);

/** What a difference may come from, and the key that mends it where it can be mended here. */
const causeCard = (view, draft, cause, mend, press) =>
  h("section", { class: "row cause", "data-key": `${cause.why} ${cause.keys.join(" ")}` },
    h("p", {}, wordsOf(view, draft, cause)),
    mend ? press(mend.words, mend.act, { "data-key": "mend" }) : h("p", { class: "more" }, "Mời thủ quỹ ghi khoản này ở máy của thủ quỹ, rồi đếm lại."));

/** {words, act} of the key that mends a cause; null where there is nothing to press. */
function mendOf(app, view, fund, cause, index) {
  const here = `buoi/${PATH}/${fund.key}`;
  const { true: meant, sum, value } = cause.params;
  if (cause.why === "pile" || cause.why === "note-taken-for") return { words: `Đếm lại tờ ${vnd(value)}`, act: () => app.go(`${here}/${value}`) };
  if (cause.fix && cause.keys.length > 1) return { words: "Chọn người", act: () => app.go(`${here}/ai/${index}`) };
  if (cause.fix) {
    const words = meant ? `Sửa thành ${vnd(meant)}` : cause.why === "not-done" ? "Bỏ khoản này" : `Ghi ${vnd(sum)}`;
    return { words, act: () => keep(app, cause.fix(at(app).draft), `Đã sửa theo: ${words.toLowerCase()}.`) };
  }
  const write = UNKNOWN[cause.why];
  if (write && view.club.powers?.includes("keep_money")) return { words: write[0], act: () => app.go(write[1]) };
  return write ? null : { words: "Xem sổ tiền", act: () => app.go("so-sach") };
}

/** "Bà Đỗ Thị Ẩn đóng góp 50.000 đ. Có thể thừa một số 0." where one person's sum is meant, else the core's own words. */
function wordsOf(view, draft, cause) {
  const slip = SLIPS[cause.params.slip]?.replace("%", cause.params.amount > cause.params.true ? "thừa" : "thiếu");
  const person = cause.keys.length === 1 && slip ? personOf(view, draft, cause.keys[0]) : null;
  return person ? `${nameOf(person)} ${THINGS[cause.keys[0][0]]} ${vnd(cause.params.amount)}. ${slip}` : cause.words;
}

/** The member that a line's key speaks of: d<member>, r<loan>, p<loan>, l<place of a new loan>. */
function personOf(view, draft, key) {
  const [head, id] = [key[0], key.slice(1)];
  if (head === "d") return view.byId[id];
  if (head === "l") return view.byId[draft.said.lending?.[Number(id)]?.membership];
  const loan = view.loans.find((one) => one.id === id);
  return loan && view.byId[loan.debtor || loan.m];
}

/** Several people fit alike: which of them was it? */
export function whose(app, view, draft, fund, index) {
  const cause = causes(draft, view, fund.key, fund.counted)[Number(index)];
  const here = `buoi/${PATH}/${fund.key}/ket-qua`;
  if (!cause?.fix) {
    app.go(here, { replace: true });
    return null;
  }
  const mend = async ({ key, name }) => {
    await keep(app, cause.fix(at(app).draft, key), `Đã sửa khoản của ${name}.`);
    app.go(here);
  };
  return page(app, PATH, {
    body: [
      title("Của người nào?", { more: cause.words }),
      h("div", { class: "rows" }, cause.who.map((one) => row({ key: one.key, name: nameOf(personOf(view, draft, one.key)) || one.name, onclick: () => mend(one) }))),
    ],
    foot: [secondary("Quay lại", () => app.go(here))],
    rest: "Còn % tên ở dưới",
    quiet: true,
  });
}

/** Why the box stays as it is. */
export function reason(app, draft, fund) {
  const stands = draft.said.gaps?.[fund.key] ?? "";
  const name = `gap ${fund.key}`;
  const now = app.state(() => ({ chosen: REASONS.includes(stands) ? stands : "", typed: draft.typed?.[name] ?? (REASONS.includes(stands) ? "" : stands), error: "" }));
  const here = `buoi/${PATH}/${fund.key}/ket-qua`;
  const write = async () => {
    const why = now.typed.trim() || now.chosen;
    if (!why) {
      now.error = "Mời ghi lý do, để người xem sổ sau này hiểu.";
      return app.redraw();
    }
    await save(app, gap(held(at(app).draft, name), fund.key, why));
    return app.go(here);
  };
  const choose = (words) => {
    Object.assign(now, { chosen: words, typed: "", error: "" });
    hold(app, name, null);
    app.redraw();
  };
  return page(app, PATH, {
    body: [
      title(`Vì sao ${fund.gap > 0 ? "thừa" : "thiếu"} ${vnd(Math.abs(fund.gap ?? 0))}?`),
      choices("Lý do", REASONS.map((words) => choice({ key: words, name: words, chosen: now.chosen === words, onclick: () => choose(words) }))),
      field({ name: "reason", label: "Lý do khác", value: now.typed, error: now.error, oninput: (event) => { now.typed = event.target.value; hold(app, name, now.typed); } }),
    ],
    foot: [secondary("Quay lại", () => app.go(here)), primary("Để lệch", write)],
    quiet: true,
  });
}

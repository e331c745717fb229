/** How many notes of each value lie in a box: the values to tap, each with its keypad, and what they come to. */

import { count } from "../../core/meeting.js";
import { inWords, NOTES, number, vnd, worth } from "../../core/money.js";
import { h } from "../dom.js";
import { keypad, primary, secondary, title } from "../kit.js";
import { at, page, save } from "./flow.js";

const PATH = "dem-hop";
const MOST = 9_999; // notes, as the server has it

/** The count of a fund: all values, or with one of them its keypad. */
export function countNotes(app, view, draft, fund, part) {
  const values = view.club.notes ?? NOTES;
  const value = values.find((each) => String(each) === part);
  const said = draft.said.counts?.[fund.key] ?? {};
  const here = `buoi/${PATH}/${fund.key}`;
  return value ? howMany(app, fund, said, value, here) : box(app, fund, said, values, here);
}

function box(app, fund, said, values, here) {
  const sum = worth(said);
  const done = async () => {
    if (fund.counted === null) await save(app, count(at(app).draft, fund.key, values.at(-1), 0)); // looked into and found empty
    app.go(`${here}/ket-qua`);
  };
  return page(app, PATH, {
    body: [
      title("Trong hộp có tờ nào?", { more: `${fund.name}. Chạm vào từng loại.` }),
      h("p", { role: "status" }, h("b", {}, vnd(sum)), sum ? `, ${inWords(sum).toLowerCase()}.` : ", chưa đếm tờ nào."),
      h("div", { class: "rows notes" }, values.map((value) => note(value, said[value], () => app.go(`${here}/${value}`)))),
    ],
    foot: [primary(sum ? `Đếm xong, ${vnd(sum)}` : "Hộp không có tiền", done)],
    rest: "Còn % loại tờ ở dưới",
    quiet: true,
  });
}

const note = (value, many, onclick) =>
  h("button", { type: "button", class: `row${many ? " chosen" : ""}`, "data-key": String(value), onclick },
    h("span", { class: "row-words" }, h("span", { class: "name" }, vnd(value)), many && h("span", { class: "more" }, `${number(many)} tờ`)));

function howMany(app, fund, said, value, here) {
  const now = app.state(() => ({ many: said[value] ?? 0, fresh: true }));
  const write = async () => {
    await save(app, count(at(app).draft, fund.key, value, now.many || null));
    app.go(here);
  };
  const set = (many) => {
    const digit = many - now.many * 10;
    now.many = Math.min(now.fresh && now.many && digit >= 0 && digit <= 9 ? digit : many, MOST);
    now.fresh = false;
    app.redraw();
  };
  const sum = worth({ ...said, [value]: now.many });
  return page(app, PATH, {
    body: [
      title(`Mấy tờ ${vnd(value)}?`, { more: fund.name }),
      h("div", { class: "sum", role: "status", "data-key": "sum" }, h("b", {}, `${number(now.many)} tờ`), h("span", {}, `Thành ${vnd(now.many * value)}. Cả hộp ${vnd(sum)}`)),
      keypad(now.many, set, { plain: true }),
    ],
    foot: [secondary("Quay lại", () => app.go(here)), primary(`Ghi ${number(now.many)} tờ`, write)],
    quiet: true,
    kind: "keys",
  });
}

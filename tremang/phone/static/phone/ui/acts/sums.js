/** The lines of one submission that has several sums: each is put right or left out. Only what was refused is asked about so. */

import { vnd } from "../../core/money.js";
import { h } from "../dom.js";
import { primary, row, state, title } from "../kit.js";
import { ask } from "../asks.js";

/** What is still sent of the lines {key: sum in đồng}; one that was left out stands at 0. */
export const kept = (sums) => Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum > 0));

/** "3 người, 60.000 đ" of the lines that are still sent. */
export function inAll(sums) {
  const each = Object.values(kept(sums));
  return `${each.length} người, ${vnd(each.reduce((all, sum) => all + sum, 0))}`;
}

/** Why lines cannot be sent; "" where some are left. */
export const noneLeft = (sums) => (sums && !Object.keys(kept(sums)).length ? "Đã bỏ hết các dòng. Mời ghi lại một dòng, hoặc quay lại rồi chạm “Bỏ việc này”." : "");

/** The question of the lines; `name(view, key)` is whose line it is, `one` {ask(key), …} is how a single sum is asked about. */
export const sumsQuestion = (label, name, one) => ({
  key: "sums", kind: "sums", label, name, one, draw: askSums,
  told: (sums, a, view) => [inAll(sums), Object.entries(kept(sums)).map(([key, sum]) => `${name(view, key)} ${vnd(sum)}`).join("; ")],
});

function askSums(question, flow) {
  const { app, view, value, put, path, index, rest } = flow;
  const list = path(index + 1);
  const [key] = rest;
  if (key in value) {
    const write = (sum, { finish = false } = {}) => {
      put({ ...value, [key]: sum });
      if (finish) app.go(list, { replace: true });
    };
    return ask({ kind: "sum", ask: question.name(view, key), optional: true, skip: "Bỏ dòng này", nothing: 0, ...question.one(view, key) }, { ...flow, value: value[key], put: write });
  }
  const line = ([id, sum]) => row({
    key: id, name: question.name(view, id), more: sum ? vnd(sum) : "", onclick: () => app.go(`${list}/${id}`),
    state: sum ? state("tick", "Giữ", { disc: true }) : state("ring", "Bỏ"),
  });
  return {
    body: [title(question.label, { more: "Chạm vào dòng cần sửa hoặc cần bỏ." }), h("div", { class: "rows" }, Object.entries(value).map(line))],
    foot: [primary(`Xong, ${inAll(value)}`, () => put(value, { finish: true }))],
    rest: "Còn % dòng ở dưới",
  };
}

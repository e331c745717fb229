/** How each kind of question is drawn, and how its answer is told. `ask(question, {app, view, a, value, put})` → body and foot. */

import { addDays, day, longDay, readDay } from "../core/days.js";
import { lunarWords } from "../core/lunar.js";
import { inWords, number, odd, vnd } from "../core/money.js";
import { search } from "../core/names.js";
import { upper } from "../core/people.js";
import { h } from "./dom.js";
import { card, empty, field, keypad, link, primary, row, secondary, state, tickRow, title } from "./kit.js";
import { look, seen } from "./looked.js";
import { about, dayWords, invite, memberOf, moonWords, named } from "./words.js";

const KINDS = { member: askMember, members: askMembers, pick: askPick, picks: askPicks, day: askDay, sum: askSum, count: askCount, text: askText };
const lower = (words) => words[0].toLowerCase() + words.slice(1);
const of = (value, ...given) => (typeof value === "function" ? value(...given) : value);

/** Body and foot of a question; one of its own kind brings `draw` and `told`. */
export function ask(question, flow) {
  return { kind: "ask", ...(question.draw || KINDS[question.kind])(question, flow) };
}

/** How an answer is read back: words, or [words, more]; "" where nothing was answered. */
export function toldOf(question, value, a, view) {
  if (question.told) return question.told(value, a, view);
  const labels = (keys) => of(question.options, view, a).filter((one) => keys.includes(one.key)).map((one, at) => (at ? lower(one.label) : one.label)).join(", ");
  switch (question.kind) {
    case "member": return value === "other" ? of(question.other, view, a) : value ? named(memberOf(view, value)) : "";
    case "members": return (value || []).map((m) => named(memberOf(view, m))).join(", ");
    case "pick": return value ? labels([value]) : "";
    case "picks": return labels(value || []);
    case "day": return value ? [value === view.today ? "Hôm nay" : day(value), `${upper(longDay(value, false))}, ${lunarWords(value)}`] : "";
    case "sum": return value ? [vnd(value), inWords(value)] : "";
    case "count": return value || value === 0 ? String(value) : "";
    default: return value || "";
  }
}

const head = (question, { a, view }) => title(of(question.ask, a, view), { more: of(question.more, a, view) || "" });
const skip = (question, { put }) => question.optional && secondary(question.skip || "Bỏ qua", () => put(question.nothing ?? "", { finish: true }));
const rows = (...children) => h("div", { class: "rows" }, children);

/** The field above a long list; the list is everybody whose name or nickname begins as typed. */
export function finder(app, memory, key = "find") {
  return field({ label: "Tìm theo tên", example: "Lụa", name: key, value: memory[key] || "", oninput: (event) => { memory[key] = event.target.value; app.redraw(); } });
}

const chosenSign = () => state("tick", "Đang chọn", { disc: true });
const among = (question, { view, a }) => of(question.among, view, a) || view.members;
const nobody = (typed) => empty(`Không có ai tên “${typed}”.`, "Tên gõ không cần dấu. Mời xóa bớt chữ rồi tìm lại.");

function askMember(question, flow) {
  const { app, view, a, value, put } = flow;
  const memory = app.state(() => ({ find: "" }));
  if (question.look && !seen(app, memory, "look", ...question.look)) return shut(question, flow, memory);
  const all = among(question, flow);
  const first = memory.find ? [] : (of(question.first, view, a) || []).map((m) => all.find((one) => one.id === m)).filter(Boolean);
  const rest = search(all, memory.find).filter((one) => !first.includes(one));
  const line = (one) => row({
    key: one.id, name: named(one), more: of(question.under, one, view, a) ?? about(view, one), chosen: value === one.id,
    state: value === one.id ? chosenSign() : null, onclick: () => put(one.id, { finish: true }),
  });
  const other = of(question.other, view, a);
  return {
    body: [
      head(question, flow),
      all.length > 8 && finder(app, memory),
      first.length > 0 && rows(first.map(line)),
      other && rows(row({ key: "other", name: other, more: question.otherMore || "", chosen: value === "other", onclick: () => put("other", { finish: true }) })),
      first.length > 0 && rest.length > 0 && h("h2", {}, question.restTitle || "Thành viên khác"),
      all.length === 0 && !other ? empty(question.emptyWhat || "Chưa có ai trong danh sách này.", question.emptyHow || "Ghi thành viên rồi, danh sách này tự có tên.") : rows(rest.map(line)),
      all.length > 0 && rest.length === 0 && first.length === 0 && nobody(memory.find),
    ],
    foot: question.optional ? [skip(question, flow)] : null,
    rest: all.length > 8 ? "Còn % tên ở dưới" : "",
  };
}

/** A list that is a look at private things stays shut until that is written down; where it could not be, a tap tries again. */
function shut(question, flow, memory) {
  const open = () => look(flow.app, memory, "look", ...question.look);
  return { body: [head(question, flow), memory.look !== false && secondary("Mở danh sách", open)] };
}

function askMembers(question, flow) {
  const { app, view, value = [], put } = flow;
  const memory = app.state(() => ({ find: "" }));
  const shown = search(among(question, flow), memory.find);
  const toggle = (m) => put(value.includes(m) ? value.filter((one) => one !== m) : [...value, m]);
  const line = (one) => tickRow({ key: one.id, name: named(one), more: about(view, one), ticked: value.includes(one.id), onclick: () => toggle(one.id) });
  return {
    body: [head(question, flow), finder(app, memory), rows(shown.map(line)), !shown.length && nobody(memory.find)],
    foot: [primary(value.length ? `Xong, ${value.length} người` : question.optional ? "Không có ai" : "Chọn ít nhất một người", () => (value.length || question.optional) && put(value, { finish: true }))],
    rest: "Còn % tên ở dưới",
  };
}

function askPick(question, flow) {
  const { view, a, value, put } = flow;
  const line = (one) => row({ key: one.key, name: one.label, more: one.more || "", chosen: value === one.key, state: value === one.key ? chosenSign() : null, onclick: () => put(one.key, { finish: true }) });
  const options = of(question.options, view, a);
  return {
    body: [head(question, flow), rows(options.map(line)), !options.length && empty("Chưa có gì để chọn.", "Có mạng, máy tự lấy danh sách về.")],
    foot: question.optional ? [skip(question, flow)] : null,
  };
}

function askPicks(question, flow) {
  const { view, a, value = [], put } = flow;
  const options = of(question.options, view, a);
  const toggle = (key) => put(options.map((one) => one.key).filter((one) => (one === key) !== value.includes(one))); // in their own order, however they were tapped
  const line = (one) => tickRow({ key: one.key, name: one.label, ticked: value.includes(one.key), onclick: () => toggle(one.key) });
  return {
    body: [head(question, flow), rows(options.map(line))],
    foot: [primary(value.length ? `Xong, ${value.length} ${question.unit || "việc"}` : question.none || "Không có việc nào", () => put(value, { finish: true }))],
    rest: "Còn % dòng ở dưới",
  };
}

function askDay(question, flow) {
  const { app, view, a, value, put } = flow;
  const blank = question.initial === undefined; // a day that nothing may be guessed of
  const memory = app.state(() => ({ typed: "", error: "", other: !blank }));
  const finish = (iso) => {
    memory.error = wrongDay(question, iso, view, a);
    return memory.error ? app.redraw() : put(iso, { finish: true });
  };
  const read = () => {
    if (!memory.typed.trim() && !blank) return finish(value || view.today);
    if (!memory.typed.trim()) {
      memory.error = "Chưa ghi ngày. Mời ghi như 25/9/2026.";
      return app.redraw();
    }
    try {
      return finish(readDay(memory.typed, view.today, question.ahead));
    } catch (problem) {
      memory.error = problem.sentence;
      return app.redraw();
    }
  };
  const usual = (iso, words) => row({ key: iso, name: words, more: `${upper(longDay(iso, false))}, ${lunarWords(iso)}`, chosen: value === iso, state: value === iso ? chosenSign() : null, onclick: () => finish(iso) });
  const understood = understoodDay(memory.typed, view.today, question.ahead);
  return {
    body: [
      head(question, flow),
      rows(usual(view.today, "Hôm nay"), !question.ahead && usual(addDays(view.today, -1), "Hôm qua"),
        blank && row({ key: "other", name: "Ngày khác", more: `${upper(longDay(addDays(view.today, -2), false))} trở về trước`, chosen: memory.other, onclick: () => { memory.other = true; app.redraw(); } })),
      memory.error && !memory.other && h("p", { class: "error", role: "alert" }, memory.error),
      memory.other && field({ label: blank ? "Ngày nào" : "Ngày khác", example: day(addDays(view.today, -20)), name: "day", value: memory.typed, error: memory.error, oninput: (event) => { memory.typed = event.target.value; memory.error = ""; app.redraw(); } }),
      understood && h("p", {}, "Hiểu là ", h("b", {}, dayWords(understood, view.today)), `. ${moonWords(understood)}.`),
      value && value !== view.today && !memory.typed && h("p", {}, "Đang ghi ", h("b", {}, dayWords(value, view.today)), "."),
    ],
    foot: memory.other ? [primary(understood || !blank || value ? `Chọn ${longDay(understood || value || view.today)}` : "Chọn ngày này", read)] : null,
  };
}

function understoodDay(typed, today, ahead) {
  try {
    return typed.trim() ? readDay(typed, today, ahead) : "";
  } catch {
    return "";
  }
}

function wrongDay(question, iso, view, a) {
  if (!question.ahead && iso > view.today) return `Ngày ${day(iso)} chưa tới. Mời ghi ngày từ hôm nay trở về trước.`;
  if (view.club.launched_on && iso < view.club.launched_on) return `Câu lạc bộ ra mắt ngày ${day(view.club.launched_on)}. Ngày ghi phải từ hôm đó trở đi.`;
  if (question.money && view.club.closed_to && iso <= view.club.closed_to) return `Sổ quỹ đã khóa đến ${day(view.club.closed_to)}. Mời ghi ngày sau hôm đó.`;
  return question.check?.(iso, a, view) || "";
}

function askSum(question, flow) {
  const { app, view, a, put } = flow;
  const memory = app.state(() => ({ odd: "", error: "" }));
  const value = flow.value || 0;
  const usual = of(question.usual, view, a) || {};
  const change = (sum) => { memory.odd = ""; memory.error = ""; put(sum); };
  const finish = (sure) => {
    memory.error = !value && !question.optional ? "Chưa có số tiền. Mời bấm số rồi đi tiếp." : question.check?.(value, a, view) || "";
    memory.odd = memory.error || sure ? "" : odd(value, usual);
    return memory.error || memory.odd ? app.redraw() : put(value, { finish: true });
  };
  const asking = memory.odd && card("ochre", h("p", { role: "alert" }, memory.odd),
    primary("Sửa lại số", () => { memory.odd = ""; app.redraw(); }), secondary(`Đúng ${vnd(value)}`, () => finish(true)));
  return {
    body: [
      memory.error ? [title(of(question.ask, a, view)), h("p", { class: "error", role: "alert" }, memory.error)] : head(question, flow),
      h("div", { class: "sum", "aria-live": "polite" }, h("b", {}, vnd(value)), h("span", {}, value ? inWords(value) : "Chưa bấm số")),
      asking || keypad(value, change),
    ],
    foot: asking ? null : [skip(question, flow), primary(value ? `Tiếp, ${vnd(value)}` : "Tiếp", () => finish(false))],
    kind: "asking",
  };
}

function askCount(question, flow) {
  const value = flow.value || 0;
  return {
    kind: "asking",
    body: [head(question, flow), h("div", { class: "sum" }, h("b", {}, number(value)), h("span", {}, question.unit || "")), keypad(value, (sum) => flow.put(sum), { plain: true })],
    foot: [skip(question, flow), primary(`Tiếp, ${number(value)}`, () => flow.put(value, { finish: true }))],
  };
}

function askText(question, flow) {
  const { app, view, a, value = "", put } = flow;
  const memory = app.state(() => ({ error: "" }));
  const typed = (event) => { memory.error = ""; put(event.target.value); };
  const finish = () => {
    memory.error = !value.trim() && !question.optional ? question.empty || "Chỗ này còn trống. Mời ghi vài chữ." : "";
    try {
      if (!memory.error && value.trim()) memory.error = question.check?.(value, a, view) || "";
    } catch (problem) {
      memory.error = problem.sentence || String(problem);
    }
    return memory.error ? app.redraw() : put(value, { finish: true });
  };
  const near = question.near?.(value, a, view) || [];
  return {
    body: [
      head(question, flow),
      field({ label: question.label, example: question.example || "", value, error: memory.error, oninput: typed, rows: question.rows || 0, inputmode: question.inputmode || null, type: question.type || "text", name: question.key }),
      (question.ideas ? of(question.ideas, view, a) : []).map((words) => secondary(words, () => put(words))),
      question.reads?.(value, a, view) && h("p", {}, "Hiểu là ", h("b", {}, question.reads(value, a, view)), "."),
      near.length > 0 && card("ochre",
        h("p", {}, h("b", {}, "Trong câu lạc bộ đã có"), near.length > 1 ? ` ${near.length} người tên gần giống:` : ":"),
        near.slice(0, 3).map((one) => h("div", {}, h("p", {}, `${named(one)}${one.born ? `, sinh ${one.born.slice(0, 4)}` : ""}.`), link("Mở thẻ xem", () => app.go(`thanh-vien/${one.id}`)))),
        h("p", {}, `Nếu là người khác, ${invite(view).toLowerCase()} ghi tiếp.`)),
    ],
    foot: [!value.trim() && skip(question, flow), primary(question.go || "Tiếp", finish)],
  };
}

/** Measuring one person after another down the list: consent asked aloud, figures on the big keypad, advice as the book gives it. */

import { search } from "../../core/names.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { card, primary, row, secondary, state, title } from "../kit.js";
import { called, memberOf, named } from "../words.js";
import { finder } from "../asks.js";

const scaleOf = (kind) => kind.scale || 1; // the book keeps a figure as a whole number: so many of its units are one that is shown
const SHORT = { systolic: "Số trên", diastolic: "Số dưới", pulse: "Mạch" };
const ALOUD =
  "Câu lạc bộ ghi huyết áp, cân nặng và các chỉ số đo được, việc đến trạm y tế và hạn thẻ bảo hiểm y tế của ông (bà) để theo dõi và khuyên đi khám khi cần. Đây là thông tin nhạy cảm: chỉ Chủ nhiệm và Thư ký câu lạc bộ xem được, mỗi lần xem đều được ghi lại.";

/** What can be measured, blood pressure as one choice: [{key, label, parts}]. */
export function measures(view) {
  const kinds = view.club.reading_kinds || [];
  const pressure = kinds.filter((one) => ["systolic", "diastolic"].includes(one.key));
  const others = kinds.filter((one) => !pressure.includes(one)).map((one) => ({ key: one.key, label: one.label, parts: [one] }));
  return pressure.length ? [{ key: "bp", label: "Huyết áp", parts: pressure }, ...others] : others;
}

const kindsOf = (view, a) => measures(view).filter((one) => (a.what || []).includes(one.key)).flatMap((one) => one.parts);

/** The book's whole number that a typed figure means; null for none. */
export function figure(kind, typed) {
  if (!typed) return null;
  const [whole, rest = ""] = typed.split(",");
  return Math.round(Number(`${whole || 0}.${rest || 0}`) * scaleOf(kind));
}

const shownFigure = (kind, value) => String(value / scaleOf(kind)).replace(".", ",");

/** What is sent: {taken: {m: {systolic: 120, …}}, agreeing: [m]}. */
export function takenOf(value, view) {
  const kinds = view.club.reading_kinds || [];
  const taken = {};
  for (const [m, typed] of Object.entries(value?.typed || {})) {
    const one = Object.fromEntries(kinds.map((kind) => [kind.key, figure(kind, typed[kind.key])]).filter(([, number]) => number !== null));
    if (Object.keys(one).length) taken[m] = one;
  }
  return { taken, agreeing: (value?.agreeing || []).filter((m) => taken[m]) };
}

/** The answers of a round that was sent: the other way; null where something was measured that this book does not know. */
export function measured({ day, taken, agreeing = [] }, view) {
  const kinds = view.club.reading_kinds || [];
  const has = new Set(Object.values(taken).flatMap(Object.keys));
  if ([...has].some((key) => !kinds.some((kind) => kind.key === key))) return null;
  const typed = (one) => Object.fromEntries(kinds.filter((kind) => (one[kind.key] ?? null) !== null).map((kind) => [kind.key, shownFigure(kind, one[kind.key])]));
  return {
    day, what: measures(view).filter((one) => one.parts.some((kind) => has.has(kind.key))).map((one) => one.key),
    rows: { typed: Object.fromEntries(Object.entries(taken).map(([m, one]) => [m, typed(one)])), agreeing, passed: [] },
  };
}

/** "120/80, 52,5 kg" of what was taken of one. */
export function figures(one, kinds) {
  const pressure = one.systolic ? `${one.systolic}/${one.diastolic ?? "…"}` : "";
  const others = kinds.filter((kind) => !["systolic", "diastolic"].includes(kind.key) && one[kind.key] !== undefined && one[kind.key] !== null);
  return [pressure, ...others.map((kind) => `${kind.key === "pulse" ? "mạch " : ""}${shownFigure(kind, one[kind.key])} ${kind.unit || ""}`.trim())].filter(Boolean).join(", ");
}

/** The advice that a reading earns by the thresholds of the book; "" for none. */
export function adviceOf(one, view) {
  const hit = (view.health?.advice || []).find((row) => {
    const value = one[row.measure];
    return value !== undefined && value !== null && (row.lowest === null || value >= row.lowest) && (row.highest === null || value <= row.highest);
  });
  return hit ? hit.advice : "";
}

/** How the whole round is read back. */
export function toldReadings(value, view) {
  const { taken } = takenOf(value, view);
  const names = Object.keys(taken).map((m) => `${upper(called(view, m))} ${figures(taken[m], view.club.reading_kinds || [])}`);
  return names.length ? [`${names.length} người`, names.join("; ")] : "";
}

/** The question: the list, or one person where the address names him. */
export function askReadings(question, flow) {
  const { view, rest, value } = flow;
  const who = everybody(view, value).find((one) => one.id === rest[0]);
  if (!who) return askList(question, flow);
  const agreed = (view.health?.agreed || []).includes(who.id) || (value?.agreeing || []).includes(who.id);
  return agreed ? askFigures(question, flow, who) : askConsent(flow, who);
}

/** The members, and behind them whoever was measured and is none today. */
export const everybody = (view, value) => [...view.members, ...Object.keys(takenOf(value, view).taken).filter((m) => !view.members.some((one) => one.id === m)).map((m) => memberOf(view, m))];

const blank = (value) => ({ typed: {}, agreeing: [], passed: [], ...value });

function askList(question, { app, view, a, put, path, index, ...flow }) {
  const value = blank(flow.value);
  const memory = app.state(() => ({ find: "" }));
  const { taken } = takenOf(value, view);
  const all = everybody(view, value);
  const line = (one) => {
    const found = taken[one.id];
    const passed = value.passed.includes(one.id);
    return row({
      key: one.id, name: named(one), more: found ? [figures(found, kindsOf(view, a)), adviceOf(found, view)].filter(Boolean).join(". ") : "", chosen: Boolean(found),
      state: found ? state("tick", "Đã đo", { disc: true }) : state("ring", passed ? "Không đo" : "Chưa đo"),
      onclick: () => app.go(`${path(index + 1)}/${one.id}`),
    });
  };
  const count = Object.keys(taken).length;
  const unmeasured = all.find((one) => !taken[one.id] && !value.passed.includes(one.id));
  return {
    body: [
      title("Đo lần lượt", { figure: [h("b", {}, String(count)), ` / ${all.length}`], more: "Chạm vào tên để ghi. Đo xong một người, máy sang người sau." }),
      finder(app, memory),
      h("div", { class: "rows" }, search(all, memory.find).map(line)),
    ],
    foot: count
      ? [primary(`Xong, đã đo ${count} người`, () => put(value, { finish: true }))]
      : [primary(unmeasured ? `Bắt đầu từ ${called(view, unmeasured.id)}` : "Xong", () => (unmeasured ? app.go(`${path(index + 1)}/${unmeasured.id}`) : put(value, { finish: true })))],
    rest: "Còn % tên ở dưới",
  };
}

/** On to whoever stands behind in the list and was neither measured nor passed over; else back to the list. */
function onward({ app, view, path, index }, value, who) {
  const { taken } = takenOf(value, view);
  const at = view.members.findIndex((one) => one.id === who.id);
  const later = at < 0 ? [] : view.members.slice(at + 1); // whoever is no member today stands behind all who are to be measured
  const then = later.find((one) => !taken[one.id] && !value.passed.includes(one.id));
  app.go(then ? `${path(index + 1)}/${then.id}` : path(index + 1), { replace: true });
}

function pass(flow, who) {
  const value = blank(flow.value);
  const next = { ...value, typed: { ...value.typed, [who.id]: {} }, agreeing: value.agreeing.filter((m) => m !== who.id), passed: [...new Set([...value.passed, who.id])] };
  flow.put(next);
  onward(flow, next, who);
}

function askConsent(flow, who) {
  const name = called(flow.view, who.id);
  const value = blank(flow.value);
  return {
    body: [
      title(`Hỏi ${name} có đồng ý không`, { more: `Sổ chưa có lời đồng ý của ${name}. Mời đọc to câu dưới đây.` }),
      card("", h("p", {}, ALOUD)),
      h("p", {}, `${upper(name)} được từ chối, không ảnh hưởng gì. Sau này đổi ý cũng được.`),
    ],
    foot: [secondary("Không đồng ý", () => pass(flow, who)), primary(`${upper(name)} đồng ý`, () => flow.put({ ...value, agreeing: [...value.agreeing, who.id] }))],
  };
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ",", "0", "Xóa 1 số"];

/** What pressing a key makes of a typed figure: four digits at most, one place behind the comma. */
export function typedOn(typed, key) {
  if (key.startsWith("Xóa")) return typed.slice(0, -1);
  if (key === ",") return typed && !typed.includes(",") ? `${typed},` : typed;
  const [whole, rest] = typed.split(",");
  if (rest !== undefined) return rest.length < 1 ? typed + key : typed;
  return whole.length < 3 ? (whole === "0" ? key : whole + key) : typed;
}

/** What is wrong with the figures of one person, by kind; [key, sentence] or null. */
export function wrongFigure(kinds, typed) {
  for (const kind of kinds) {
    const value = figure(kind, typed[kind.key]);
    if (value === null) continue;
    const shown = value / scaleOf(kind);
    if (shown < kind.min || shown > kind.max)
      return [kind.key, `${SHORT[kind.key] || kind.label} ghi được từ ${kind.min} đến ${kind.max}. Mời xem lại.`];
  }
  const [above, below] = ["systolic", "diastolic"].map((key) => Number(typed[key] || 0));
  if (above && !below) return ["diastolic", "Chưa có số dưới. Mời bấm cả hai số."];
  if (below && !above) return ["systolic", "Chưa có số trên. Mời bấm cả hai số."];
  if (above && above <= below) return ["systolic", "Số trên phải lớn hơn số dưới. Mời xem lại."];
  return null;
}

function askFigures(question, flow, who) {
  const { app, view, a, put } = flow;
  const kinds = kindsOf(view, a);
  const value = blank(flow.value);
  const typed = value.typed[who.id] || {};
  const memory = app.state(() => ({ at: kinds.find((kind) => !typed[kind.key])?.key || kinds[0]?.key, error: "" }));
  const active = kinds.find((kind) => kind.key === memory.at) || kinds[0];
  const after = kinds[kinds.indexOf(active) + 1];
  const write = (text) => {
    memory.error = "";
    put({ ...value, passed: value.passed.filter((m) => m !== who.id), typed: { ...value.typed, [who.id]: { ...typed, [active.key]: text } } });
  };
  const finish = () => {
    if (!kinds.some((kind) => typed[kind.key])) memory.error = "Chưa có số nào. Nếu không đo, mời chạm “Không đo”.";
    else {
      const wrong = wrongFigure(kinds, typed);
      if (wrong) [memory.at, memory.error] = wrong;
    }
    return memory.error ? app.redraw() : onward(flow, value, who);
  };
  const box = (kind) => h("button", { type: "button", class: `figure-box${kind === active ? " at" : ""}`, "data-key": kind.key, "aria-pressed": String(kind === active), onclick: () => { memory.at = kind.key; app.redraw(); } },
    h("span", {}, SHORT[kind.key] || kind.label), h("b", {}, typed[kind.key] || "–"));
  const advice = wrongFigure(kinds, typed) ? "" : adviceOf(takenOf({ typed: { [who.id]: typed } }, view).taken[who.id] || {}, view);
  const plain = scaleOf(active || {}) === 1;
  return {
    kind: "asking measuring",
    body: [
      title(named(who)),
      memory.error ? h("p", { class: "error", role: "alert" }, memory.error) : advice ? h("p", { class: "advice", role: "status" }, advice) : h("p", { class: "lead" }, `Bấm ${(SHORT[active.key] || active.label).toLowerCase()}${active.unit ? `, tính bằng ${active.unit}` : ""}.`),
      h("div", { class: `figure-boxes${kinds.length > 2 ? " three" : ""}` }, kinds.map(box)),
      h("div", { class: "keypad plain" }, KEYS.map((key) => h("button", { type: "button", class: `key${key.startsWith("Xóa") || (key === "," && plain) ? " erase" : ""}`, "data-key": key, onclick: () => write(key === "," && plain ? "" : typedOn(typed[active.key] || "", key)) }, key === "," && plain ? "Xóa hết" : key))),
    ],
    foot: [
      secondary("Không đo", () => pass(flow, who)),
      after ? primary(`Tiếp, ${(SHORT[after.key] || after.label).toLowerCase()}`, () => { memory.at = after.key; memory.error = ""; app.redraw(); }) : primary("Xong, sang người sau", finish),
    ],
  };
}

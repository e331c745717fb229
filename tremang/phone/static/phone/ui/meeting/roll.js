/** Step 1, "Ai có mặt?": everybody is present until a tap says otherwise. */

import { longDay } from "../../core/days.js";
import { mark, markOf, tapRoll, text, totals, valueOf } from "../../core/meeting.js";
import { h, standIn } from "../dom.js";
import { field, keypad, link, primary, secondary, state, title } from "../kit.js";
import { about } from "../words.js";
import { at, figure, held, hold, keep, page } from "./flow.js";
import { calledOf, nameOf } from "./parts.js";

const PATH = "co-mat";
const STATES = {
  absent: ["ring", "Vắng"],
  excused: ["dot", "Có phép"],
  represented: ["half", "Có người đi thay"],
};
const SAID = { absent: "vắng", excused: "vắng có phép", represented: "có người đi thay", present: "có mặt" };

/** The roll-call. */
export function roll(app, [part] = []) {
  if (part === "khach") return guests(app);
  const { view, draft } = at(app);
  const found = totals(draft, view);
  const many = Number(valueOf(draft, view, "guests"));
  return page(app, PATH, {
    body: [
      title("Ai có mặt?", { figure: figure(found.present, found.expected), more: "Chạm vào tên người vắng." }),
      h("div", { class: "rows" }, draft.roll.map((m) => member(app, view, draft, view.byId[m]))),
      h("div", { class: "extras" },
        secondary(many ? `Khách đến dự: ${many} người` : "Có khách đến dự", () => app.go("buoi/co-mat/khach")),
        h("p", { class: "lead" }, `Buổi sinh hoạt ${longDay(draft.day)}${place(draft, view)}.`),
        link("Sửa ngày và nơi họp", () => app.go("buoi/ngay"))),
    ],
    rest: "Còn % tên ở dưới",
  });
}

const place = (draft, view) => (valueOf(draft, view, "place") ? `, ${valueOf(draft, view, "place")}` : "");

function member(app, view, draft, row) {
  const [status, name, more] = [markOf(draft, row.id), nameOf(row), about(view, row)];
  return standIn([row.id, status, name, more].join(), () => line(app, row.id, status, name, more));
}

function line(app, id, status, name, more) {
  const words = h("span", { class: "row-words" }, h("span", { class: "name" }, name), more && h("span", { class: "more" }, more));
  const tap = () => tell(app, id, tapRoll(at(app).draft, id));
  const attrs = { type: "button", onclick: tap, "aria-pressed": String(status !== "present") };
  if (status === "present")
    return h("button", { ...attrs, class: "row", "data-key": id }, words, state("tick", "Có mặt", { disc: true }));
  const [shape, told] = STATES[status];
  return h("div", { class: "row odd away", "data-key": `${id} away` },
    h("button", { ...attrs, class: "away-name", "data-key": "name" }, words, state(shape, told, { strong: true })),
    h("div", { class: "away-keys" },
      other(app, id, status, "represented", "Cử người đi thay"), other(app, id, status, "excused", "Có phép")));
}

function other(app, id, status, wanted, words) {
  const on = status === wanted;
  const tap = () => tell(app, id, mark(at(app).draft, id, on ? "absent" : wanted));
  return h("button", { type: "button", class: `press away-key${on ? " on" : ""}`, "aria-pressed": String(on), onclick: tap, "data-key": wanted }, words);
}

const tell = (app, id, next) => keep(app, next, `Đã lưu: ${calledOf(at(app).view.byId[id])} ${SAID[markOf(next, id)]}.`);

function guests(app) {
  const { view, draft } = at(app);
  const many = Number(valueOf(draft, view, "guests"));
  const now = app.state(() => ({ many, names: valueOf(draft, view, "guest_names"), ...draft.typed?.guests }));
  const typed = (changes) => { Object.assign(now, changes); hold(app, "guests", { many: now.many, names: now.names }); };
  const done = async () => {
    const next = text(text(held(at(app).draft, "guests"), "guests", now.many || null), "guest_names", now.many && now.names ? now.names : null);
    await keep(app, next, now.many ? `Đã ghi ${now.many} khách.` : "Đã bỏ khách.");
    app.go("buoi/co-mat");
  };
  return page(app, PATH, {
    body: [
      title("Có mấy khách?", { more: "Cán bộ xã, đại biểu, người nhà đến dự." }),
      h("p", { class: "sum plain-sum" }, h("b", {}, `${now.many} khách`)),
      keypad(now.many, (next) => { typed({ many: Math.min(next, 999) }); app.redraw(); }, { plain: true }),
      field({ name: "guest_names", label: "Tên khách, không bắt buộc", value: now.names, oninput: (event) => typed({ names: event.target.value }) }),
    ],
    foot: [secondary("Quay lại", () => app.go("buoi/co-mat")), primary(now.many ? `Ghi ${now.many} khách` : "Không có khách", done)],
    quiet: true,
    kind: "keys",
  });
}


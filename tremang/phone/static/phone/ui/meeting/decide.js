/** Step 5: what was decided, what is planned, and on which day the club meets next. */

import { addDays, longDay, readDay } from "../../core/days.js";
import { lunarWords } from "../../core/lunar.js";
import { text, valueOf } from "../../core/meeting.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { card, field, primary, secondary, title, unbroken } from "../kit.js";
import { at, onwardKey, page, save, soon } from "./flow.js";

const PATH = "quyet-dinh";

/** Decisions and the next day. */
export function decide(app, [part] = []) {
  const { view, draft } = at(app);
  if (part === "ngay") return nextDay(app, view, draft);
  const now = app.state(() => ({ decisions: valueOf(draft, view, "decisions"), next_plan: valueOf(draft, view, "next_plan") }));
  const nextOn = valueOf(draft, view, "next_on");
  const typed = (name) => (event) => {
    now[name] = event.target.value;
    soon(app, (old) => put(old, now));
  };
  const said = (old) => text(put(old, now), "next_on", nextOn || null);
  const other = async () => {
    await save(app, put(at(app).draft, now));
    app.go(`buoi/${PATH}/ngay`);
  };
  return page(app, PATH, {
    body: [
      title("Quyết định và hẹn buổi sau"),
      field({ name: "decisions", label: "Hôm nay quyết định gì", value: now.decisions, rows: 3, oninput: typed("decisions") }),
      field({ name: "next_plan", label: "Việc sẽ làm tháng tới", value: now.next_plan, rows: 2, oninput: typed("next_plan") }),
      h("h2", {}, "Buổi sau"),
      card("", h("p", { class: "name" }, nextOn ? upper(longDay(nextOn)) : "Chưa hẹn ngày"), nextOn && h("p", { class: "more" }, unbroken(upper(lunarWords(nextOn)))),
        secondary(nextOn ? "Hẹn ngày khác" : "Hẹn ngày", other)),
    ],
    foot: [onwardKey(app, PATH, said)],
  });
}

const put = (draft, now) => text(text(draft, "decisions", now.decisions.trim() ? now.decisions : null), "next_plan", now.next_plan.trim() ? now.next_plan : null);

function nextDay(app, view, draft) {
  const now = app.state(() => ({ typed: "", error: "" }));
  const typed = (event) => {
    Object.assign(now, { typed: event.target.value, error: "" });
    app.redraw();
  };
  const write = async () => {
    try {
      const on = readDay(now.typed, draft.day, true);
      if (on <= draft.day) now.error = `Buổi sau phải sau ngày ${longDay(draft.day)}. Mời ghi lại ngày.`;
      else if (on > addDays(draft.day, 365)) now.error = "Ngày này quá xa, hẹn trong vòng một năm thôi. Mời ghi lại ngày.";
      else {
        await save(app, text(draft, "next_on", on));
        return app.go(`buoi/${PATH}`);
      }
    } catch (problem) {
      now.error = problem.sentence;
    }
    return app.redraw();
  };
  return page(app, PATH, {
    body: [
      title("Hẹn buổi sau ngày nào?"),
      field({ name: "next_on", label: "Ngày họp buổi sau", example: "25/10", value: now.typed, error: now.error, oninput: typed }),
      h("p", { class: "follows", role: "status" }, understood(now.typed, draft.day)),
    ],
    foot: [secondary("Quay lại", () => app.go(`buoi/${PATH}`)), primary("Hẹn ngày này", write)],
    quiet: true,
  });
}

function understood(typed, day) {
  try {
    const on = typed.length > 2 ? readDay(typed, day, true) : "";
    return on ? `Hiểu là ${longDay(on)}, ${lunarWords(on)}.` : "";
  } catch {
    return "";
  }
}

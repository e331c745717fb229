/** Before step 1: the day and the place, asked only where they are not what they nearly always are. */

import { addDays, longDay, readDay } from "../../core/days.js";
import { lunarWords, nextMeeting } from "../../core/lunar.js";
import { likelyDay, meetingOn } from "../../core/meeting-more.js";
import { begin, likely, moveTo, renewed, text, valueOf } from "../../core/meeting.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { card, field, primary, secondary, title } from "../kit.js";
import { at, leftAt, mayRecord, save, way } from "./flow.js";
import { choice, choices, hurdle } from "./parts.js";

const NAMES = { place: "Họp ở đâu", chaired_by: "Người chủ trì", written_by: "Người ghi" };

/** Where "Bắt đầu buổi sinh hoạt" and "Ghi tiếp" lead: on to the screen where the meeting was left, or to the day. */
export function start(app) {
  const { view, draft } = at(app);
  if (draft) begun(app, renewed(draft, view));
  else if (isPlain(view)) begun(app, begin(view, view.today));
  else app.go("buoi/ngay", { replace: true });
  return null;
}

/** Today is the club's day and nobody has written its meeting yet: nothing needs to be asked. */
function isPlain(view) {
  const { club, today } = view;
  if (view.doubt) return false;
  const agreed = [view.meetings[0]?.next_on, club.next_on, club.meeting_day ? nextMeeting(club.meeting_day, Boolean(club.lunar), today) : today];
  return agreed.includes(today) && (!meetingOn(view, today) || !mayRecord(view));
}

async function begun(app, draft) {
  await save(app, draft);
  app.go(leftAt(app.club.view(), draft), { replace: true });
}

/** The day, the place, who leads and who writes. */
export function day(app) {
  const { view, draft } = at(app);
  const now = app.state(() => first(view, draft));
  const set = (changes) => { Object.assign(now, { error: "" }, changes); app.redraw(); };
  const write = async () => {
    const on = chosen(now, view);
    if (!on) return app.redraw();
    let next = draft ? moveTo(draft, view, on) : begin(view, on);
    for (const name of Object.keys(NAMES)) next = text(next, name, now[name] === likely(next, view)[name] ? null : now[name]);
    await begun(app, next);
    return undefined;
  };
  return {
    top: { back: draft ? leftAt(view, draft) : "viec-cho", words: draft ? "Quay lại" : "Để lại sau" }, kind: "meeting",
    body: [
      title("Buổi sinh hoạt ngày nào?"),
      choices("Ngày sinh hoạt", [...now.days.map((on) => choice({
        key: on, name: on === view.today ? `Hôm nay, ${longDay(on, false)}` : upper(longDay(on)), more: upper(lunarWords(on)),
        chosen: now.on === on, onclick: () => set({ on }),
      })), choice({ key: "other", name: "Ngày khác", chosen: now.on === "other", onclick: () => set({ on: "other" }) })]),
      now.on === "other" && field({
        name: "day", label: "Ghi ngày họp", example: "25/9/2026", value: now.typed, error: now.error, oninput: (event) => { now.typed = event.target.value; },
      }),
      now.on !== "other" && hurdle(now.error),
      met(view, now),
      mayRecord(view) && Object.entries(NAMES).map(([name, label]) => field({ name, label, value: now[name], oninput: (event) => { now[name] = event.target.value; } })),
      draft && secondary("Bỏ buổi đang ghi", () => drop(app, draft)),
    ],
    foot: [primary(draft ? "Ghi lại" : `Xong, sang ${way(view)[0].words}`, write)],
  };
}

/** Nothing of the meeting being written is wanted any more; the bar below brings it back. What it was to replace stays as it is. */
async function drop(app, draft) {
  await app.club.draft.clear();
  app.go("viec-cho");
  app.said(`Đã bỏ buổi ${longDay(draft.day, false)} đang ghi.${draft.instead ? " Bản ghi trước vẫn giữ." : ""}`, () => save(app, draft));
}

function first(view, draft) {
  const on = draft?.day ?? likelyDay(view);
  const past = view.club.meeting_day ? likelyDay(view) : view.today;
  const days = [...new Set([view.today, past, on, addDays(view.today, -1)])].sort().reverse();
  const stands = draft ?? { day: on, said: {} };
  return { on, days, typed: "", error: "", ...Object.fromEntries(Object.keys(NAMES).map((name) => [name, valueOf(stands, view, name)])) };
}

/** The chosen day, or "" with the sentence of what is wrong in `now.error`. */
function chosen(now, view) {
  try {
    const on = now.on === "other" ? readDay(now.typed, view.today) : now.on;
    if (on > view.today) now.error = `Ngày ${longDay(on)} chưa tới. Mời ghi ngày hôm nay hoặc một ngày đã qua.`;
    else if (view.club.launched_on && on < view.club.launched_on)
      now.error = `Câu lạc bộ ra mắt ${longDay(view.club.launched_on)}. Ngày sinh hoạt phải từ hôm đó trở đi.`;
    else return on;
  } catch (problem) {
    now.error = problem.sentence;
  }
  return "";
}

function met(view, now) {
  if (!mayRecord(view) || now.on === "other" || !meetingOn(view, now.on)) return null;
  return card("ochre", h("p", {}, `Buổi sinh hoạt ${longDay(now.on, false)} đã có trong sổ. Ghi thêm ở đây thì hai bên được ghép lại.`));
}

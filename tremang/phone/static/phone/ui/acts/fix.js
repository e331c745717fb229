/** A past meeting put right: what was decided, who was there, which contents were done. Only what was changed is sent. */

import { longDay } from "../../core/days.js";
import { byGivenName, clean } from "../../core/names.js";
import { h } from "../dom.js";
import { primary, row, state, title } from "../kit.js";
import { dayWords, keeps, memberOf, named } from "../words.js";

const MARKS = ["present", "absent", "excused", "represented"];
/** How somebody stands in a roll-call: [shape, words]. */
export const MARK_WORDS = { present: ["tick", "Có mặt"], absent: ["ring", "Vắng"], excused: ["clock", "Có phép"], represented: ["half", "Đi thay"] };
const TEXTS = [
  ["decisions", "Quyết định", 5], ["next_plan", "Việc tháng tới", 3], ["place", "Nơi họp", 0], ["chaired_by", "Người chủ trì", 0], ["written_by", "Người ghi", 0], ["guest_names", "Khách", 0],
];

export const meetingOf = (view, id) => view.meetings.find((one) => one.id === id || `new:${one.uid}` === id);

/** Who was expected at a meeting, by given name. */
export const rollOf = (view, meeting) =>
  Object.values(view.byId).filter((one) => !(one.joined_on > meeting.on) && !(one.left_on && one.left_on < meeting.on)).sort(byGivenName);

const markOf = (meeting, a, m) => a.marks?.[m] || meeting.marks?.[m] || "present";

function askMarks(question, { view, a, put }) {
  const meeting = meetingOf(view, a.meeting);
  const roll = rollOf(view, meeting);
  const turn = (m) => put({ ...a.marks, [m]: MARKS[(MARKS.indexOf(markOf(meeting, a, m)) + 1) % MARKS.length] });
  const line = (one) => {
    const mark = markOf(meeting, a, one.id);
    const [shape, words] = MARK_WORDS[mark];
    return row({ key: one.id, name: named(one), odd: mark === "absent", state: state(shape, words, { disc: mark === "present", strong: mark !== "present" }), onclick: () => turn(one.id) });
  };
  const came = roll.filter((one) => markOf(meeting, a, one.id) === "present").length;
  return {
    body: [title("Ai có mặt?", { figure: [h("b", {}, String(came)), ` / ${roll.length}`], more: "Chạm vào tên để đổi: có mặt, vắng, có phép, đi thay." }), h("div", { class: "rows" }, roll.map(line))],
    foot: [primary("Xong", () => put(a.marks || {}, { finish: true }))],
    rest: "Còn % tên ở dưới",
  };
}

/** What was changed: {path: [was, now]}. */
function fixes(a, view) {
  const meeting = meetingOf(view, a.meeting);
  const found = {};
  for (const [key] of TEXTS) {
    const [was, now] = [meeting[key] || "", (a[key] || "").trim()];
    if (a[key] !== undefined && was !== now) found[key] = [was, now];
  }
  for (const [m, now] of Object.entries(a.marks || {})) {
    const was = meeting.marks?.[m] || "present";
    if (now !== was) found[`marks.${m}`] = [was, now];
  }
  for (const { n } of view.club.areas || []) {
    const was = meeting.contents?.[n] || null;
    const note = clean(a[`note${n}`] ?? was?.note ?? "");
    const now = (a.contents || []).includes(String(n)) ? { ...was, ...(note || was?.note ? { note } : {}) } : null;
    if (JSON.stringify(was) !== JSON.stringify(now)) found[`contents.${n}`] = [was, now];
  }
  return found;
}

/** The answers that lead to those changes; null where the meeting is not on the phone, or something was changed of which no screen asks. */
function answersOf({ meeting: id, changes }, view) {
  const meeting = meetingOf(view, id);
  if (!meeting) return null;
  const found = { meeting: id, marks: {}, contents: Object.keys(meeting.contents || {}) };
  for (const [path, [, now]] of Object.entries(changes)) {
    const [head, key] = path.split(".");
    if (head === "marks") found.marks[key] = now;
    else if (head === "contents") {
      found.contents = found.contents.filter((n) => n !== key).concat(now ? key : []).sort();
      if (now) found[`note${key}`] = now.note || "";
    } else if (TEXTS.some(([name]) => name === path)) found[path] = now;
    else return null;
  }
  return found;
}

export const act = {
  slug: "sua-buoi",
  kind: "meeting_fix",
  name: "Sửa buổi sinh hoạt",
  about: "",
  atOnce: true,
  may: (view) => keeps(view, "meeting"),
  lost: (a, view) => Boolean(a.meeting) && !meetingOf(view, a.meeting),
  start: (id) => ({ meeting: id }),
  questions: (view, a) => {
    const meeting = meetingOf(view, a.meeting);
    if (!meeting) return [{ key: "meeting", kind: "pick", label: "Buổi", unread: true, ask: "Sửa buổi nào?", options: view.meetings.slice(0, 24).map((one) => ({ key: one.id, label: dayWords(one.on, view.today) })) }];
    const text = ([key, label, rows]) => ({ key, kind: "text", label, ask: `${label}?`, rows, optional: true, quiet: true, initial: meeting[key] || "", was: meeting[key] || "", wasTold: meeting[key] || "" });
    const areas = view.club.areas || [];
    const done = Object.keys(meeting.contents || {});
    return [
      text(TEXTS[0]),
      { key: "marks", kind: "marks", label: "Điểm danh", draw: askMarks, quiet: true, initial: {},
        told: (marks) => {
          const changed = Object.entries(marks || {}).filter(([m, now]) => now !== (meeting.marks?.[m] || "present"));
          const words = changed.map(([m, now]) => `${named(memberOf(view, m))}: ${MARK_WORDS[now][1].toLowerCase()}`).join("; ");
          return [`${meeting.present ?? "–"} người có mặt`, words && `Sửa: ${words}`];
        } },
      { key: "contents", kind: "picks", label: "Nội dung đã làm", unit: "nội dung", ask: "Đã làm những nội dung nào?", quiet: true, initial: done, options: areas.map((one) => ({ key: String(one.n), label: `${one.n}. ${one.name}` })), told: (keys) => (keys.length === areas.length ? `Cả ${keys.length} nội dung` : keys.length ? `${keys.length} nội dung: ${keys.join(", ")}` : "Chưa có nội dung nào") },
      ...areas.filter((one) => (a.contents || done).includes(String(one.n))).map((one) => {
        const was = meeting.contents?.[one.n]?.note || "";
        return { key: `note${one.n}`, kind: "text", label: `${one.n}. ${one.name}`, ask: `Nội dung ${one.n} làm gì?`, rows: 3, optional: true, quiet: true, initial: was, was, wasTold: was };
      }),
      ...TEXTS.slice(1).map(text),
    ];
  },
  from: answersOf,
  nothing: (a, view) => (Object.keys(fixes(a, view)).length ? "" : "Chưa sửa dòng nào. Mời chạm vào dòng cần sửa."),
  body: (a, view) => ({ meeting: a.meeting, changes: fixes(a, view) }),
  base: (a, view) => ({ version: meetingOf(view, a.meeting).version }),
  words: (a, view) => `Sửa buổi sinh hoạt ${longDay(meetingOf(view, a.meeting).on)}`,
  title: (a, view) => `Sửa buổi ${longDay(meetingOf(view, a.meeting).on)}`,
  lead: () => "Chạm vào dòng cần sửa. Chỉ gửi những dòng đã sửa.",
  save: (a, view) => (Object.keys(fixes(a, view)).length ? `Ghi ${Object.keys(fixes(a, view)).length} chỗ sửa` : "Ghi chỗ sửa"),
  home: (a) => `so-sach/buoi/${a.meeting}`,
  done: () => "Đã sửa buổi sinh hoạt",
  again: null,
};

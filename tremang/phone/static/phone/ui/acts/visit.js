/** A visit to somebody who is cared for at home, made or not made. */

import { longDay } from "../../core/days.js";
import { upper } from "../../core/people.js";
import { about, called, keeps, memberOf, named } from "../words.js";

/** Whom a submission means by `cared`: a member by his membership, somebody outside by his line in the book. */
const caredFor = (view) => {
  const running = Object.entries(view.care?.cared || {}).filter(([, row]) => !row.to || row.to >= view.today);
  return [...new Set(running.map(([id, row]) => row.m || id))].map((key) => whom(view, key));
};
const whom = (view, key) => {
  const line = view.care?.cared?.[key];
  return line && !line.m ? { id: key, name: line.about, called: line.about, title: "" } : memberOf(view, key);
};
const linesOf = (view, key) => Object.entries(view.care?.cared || {}).filter(([id, row]) => row.m === key || id === key).map(([id]) => id);
const planned = (view, key) => (view.care?.open || []).filter((row) => linesOf(view, key).includes(row.cared)).sort((a, b) => (a.on < b.on ? 1 : -1));
const pairOf = (view, key) => (view.care?.pairs || []).find((row) => linesOf(view, key).includes(row.cared));
const name = (view, key) => whom(view, key).called;
const volunteers = (view) => (view.care?.volunteers || []).map((m) => memberOf(view, m));
const usual = (view, a) => planned(view, a.cared)[0]?.volunteer || pairOf(view, a.cared)?.volunteer;

export const act = {
  slug: "tham",
  kind: "visit",
  name: "Thăm người cần chăm sóc",
  about: "Một lần đến thăm tại nhà",
  may: (view) => Boolean(view.care) && keeps(view, "books"),
  start: (m) => ({ cared: m }),
  questions: (view, a) => [
    { key: "cared", kind: "member", label: "Thăm ai", ask: "Thăm ai?", more: "Mỗi lần mở danh sách này đều được ghi vào nhật ký.", look: [{ what: "care" }, "Xem sổ chăm sóc tại nhà"], among: caredFor, told: (key, given, now) => (key ? named(whom(now, key)) : ""),
      under: (one, now) => planned(now, one.id)[0] ? `Hẹn ${longDay(planned(now, one.id)[0].on)}, chưa ghi` : about(now, one),
      emptyWhat: "Chưa có ai trong sổ chăm sóc tại nhà.", emptyHow: "Cán bộ xã hoặc Ban Chủ nhiệm ghi người cần chăm sóc, danh sách này tự có tên." },
    { key: "came", kind: "pick", label: "Kết quả", ask: ({ cared }) => `Đã đến thăm ${name(view, cared)} chưa?`,
      options: [{ key: "yes", label: "Đã đến thăm" }, { key: "no", label: "Chưa đến được" }] },
    ...(a.came === "no"
      ? [{ key: "missed", kind: "pick", label: "Vì sao", ask: "Vì sao chưa đến được?", options: view.club.care_missed || [] }]
      : [{ key: "done", kind: "picks", label: "Đã giúp việc gì", ask: "Đã giúp việc gì?", more: "Chạm vào những việc đã làm.", initial: ["talk"], options: view.club.care_done || [], none: "Chỉ đến thăm" }]),
    { key: "volunteer", kind: "member", label: "Ai đi thăm", ask: "Ai đi thăm?", quiet: Boolean(usual(view, a)), initial: usual, among: (now) => volunteers(now).filter((one) => one.id !== a.cared),
      emptyWhat: "Chưa có tình nguyện viên nào.", emptyHow: "Đội tình nguyện chăm sóc có người rồi, danh sách này tự có tên." },
    { key: "day", kind: "day", label: "Ngày thăm", ask: "Thăm ngày nào?", quiet: true, initial: () => planned(view, a.cared)[0]?.on || view.today },
    { key: "report", kind: "text", label: "Điều cần báo", ask: "Có điều gì cần báo không?", more: "Ví dụ hết thuốc, mái dột, trong người mệt.", rows: 3, optional: true, quiet: a.came === "no", skip: "Không có gì",
      check: (text) => (text.length > 200 ? "Dài quá 200 chữ. Mời ghi gọn lại." : "") },
  ],
  from: (body) => ({ ...body, day: body.on, came: body.missed ? "no" : "yes" }),
  body: (a) => ({ cared: a.cared, volunteer: a.volunteer, on: a.day, done: a.came === "no" ? [] : a.done || [], report: (a.report || "").trim(), missed: a.came === "no" ? a.missed : "" }),
  words: (a, view) => (a.came === "no" ? `Chưa thăm được ${name(view, a.cared)}, ${longDay(a.day, false)}` : `Thăm ${name(view, a.cared)}, ${longDay(a.day, false)}`),
  title: (a, view) => (a.came === "no" ? `Chưa thăm được ${name(view, a.cared)}` : `Thăm ${name(view, a.cared)}`),
  save: () => "Ghi lần thăm",
  done: (a, view) => (a.came === "no" ? "Đã ghi, hẹn lần sau" : `Đã ghi lần thăm ${name(view, a.cared)}`),
  said: (a, view) => `Đã ghi: ${upper(called(view, a.volunteer))} ${a.came === "no" ? "chưa thăm được" : "thăm"} ${name(view, a.cared)}.`,
  again: "Ghi lần thăm khác",
};

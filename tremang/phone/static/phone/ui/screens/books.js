/** "so-sach": the books of the club, each on a page of its own. */

import { h } from "../dom.js";
import { daysBetween, day } from "../../core/days.js";
import { vnd } from "../../core/money.js";
import { row, title } from "../kit.js";
import { drawFunds } from "../books/funds.js";
import { drawMeeting, drawMeetings } from "../books/meetings.js";
import { drawContents } from "../books/contents.js";
import { drawCare, drawHealth, drawHelp } from "../books/persons.js";
import { meetingOf } from "../acts/fix.js";

const BOOKS = {
  "quy": (app, view, args) => view.money && drawFunds(app, view, args),
  "buoi": (app, view, [id]) => (id ? meetingOf(view, id) && drawMeeting(app, view, meetingOf(view, id)) : drawMeetings(app, view)),
  "noi-dung": drawContents,
  "suc-khoe": (app, view) => view.health && drawHealth(app, view),
  "cham-soc": (app, view) => view.care && drawCare(app, view),
  "giup-nhau": (app, view) => view.help && drawHelp(app, view),
};

function draw(app, [book, ...args]) {
  const view = app.club.view();
  if (!book) return { body: list(app, view) };
  const drawn = BOOKS[book]?.(app, view, args);
  if (drawn) return drawn;
  app.go("so-sach", { replace: true });
  return null;
}

function list(app, view) {
  const last = view.meetings[0];
  const total = view.money && Object.values(view.money.balances).reduce((sum, fund) => sum + (fund.total || 0), 0);
  const unsent = view.unsent.length;
  const ago = last && daysBetween(last.on, view.today);
  const rows = [
    view.money && ["so-sach/quy", "Quỹ", `Hai quỹ có ${vnd(total)}`],
    ["so-sach/buoi", "Buổi sinh hoạt", last ? `${view.meetings.length} buổi, gần nhất ${day(last.on)}${ago === 0 ? ", hôm nay" : ""}` : "Chưa có buổi nào"],
    ["so-sach/noi-dung", "Tám nội dung", "Mười hai tháng qua"],
    view.care && ["so-sach/cham-soc", "Chăm sóc tại nhà", "Ai thăm ai, ngày nào"],
    view.health && ["so-sach/suc-khoe", "Sức khỏe", "Những lần đo"],
    view.help && ["so-sach/giup-nhau", "Giúp nhau", "Đã giúp ai, giúp gì"],
    ["lich", "Lịch", "Ngày họp, sinh nhật, mừng thọ"],
    ["chua-gui", "Việc đã gửi", unsent ? `${unsent} ${view.practice ? "việc tập" : "việc chưa gửi"}` : "Không còn việc nào chưa gửi"],
  ].filter(Boolean);
  return [title("Sổ sách"), h("div", { class: "rows" }, rows.map(([path, name, more]) => row({ key: path, name, more, onclick: () => app.go(path) })))];
}

export const screen = { tab: "so-sach", draw };

/** "thanh-vien": everybody by given name, and one member's line. */

import { h } from "../dom.js";
import { search } from "../../core/names.js";
import { upper } from "../../core/people.js";
import { empty, row, secondary, state, title } from "../kit.js";
import { about, keeps, named, unsentWord } from "../words.js";
import { finder } from "../asks.js";
import { drawMember } from "../member.js";

function draw(app, [m]) {
  const view = app.club.view();
  if (m && view.byId[m]) return drawMember(app, view, view.byId[m]);
  if (m) {
    app.go("thanh-vien", { replace: true });
    return null;
  }
  return list(app, view);
}

function list(app, view) {
  const memory = app.state(() => ({ find: "" }));
  const shown = search(view.members, memory.find);
  const line = (one) => row({
    key: one.id, name: named(one), more: about(view, one), onclick: () => app.go(`thanh-vien/${one.id}`),
    state: one.pending ? state("clock", upper(unsentWord(view))) : null,
  });
  return {
    body: [
      title("Thành viên", { figure: h("b", {}, String(view.members.length)) }),
      view.members.length > 0 && finder(app, memory),
      shown.length > 0 && h("div", { class: "rows" }, shown.map(line)),
      !view.members.length && empty("Chưa có thành viên nào.", "Ghi thành viên mới, hoặc có mạng máy tự lấy danh sách về."),
      view.members.length > 0 && !shown.length && empty(`Không có ai tên “${memory.find}”.`, "Tên gõ không cần dấu. Mời xóa bớt chữ rồi tìm lại."),
      keeps(view, "members") && secondary("Ghi thành viên mới", () => app.go("ghi/thanh-vien-moi")),
    ],
    rest: "Còn % tên ở dưới",
  };
}

export const screen = { tab: "thanh-vien", draw };

/** "ghi": what can be recorded between meetings, what was begun, and each act step by step. */

import { primary, row, secondary, empty, card, title } from "../kit.js";
import { h } from "../dom.js";
import { actOf, SECTIONS } from "../acts/index.js";
import { begun, drawFlow, forget } from "../flow.js";
import { named, memberOf } from "../words.js";

function draw(app, [name, ...args]) {
  const view = app.club.view();
  const act = name && actOf(name);
  if (act && act.may(view)) return drawFlow(app, act, args);
  if (name) {
    app.go("ghi", { replace: true });
    return null;
  }
  return { top: { back: "viec-cho", words: "Quay lại" }, body: list(app, view) };
}

function list(app, view) {
  const sections = SECTIONS.map(([words, acts]) => [words, acts.filter((act) => act.may(view))]).filter(([, acts]) => acts.length);
  return [
    title("Ghi việc gì?", { more: "Việc giữa hai buổi sinh hoạt. Ghi xong, có mạng sẽ tự gửi." }),
    ...begun(app).map((draft, index) => open(app, view, draft, index ? secondary : primary)),
    ...sections.map(([words, acts]) => [h("h2", {}, words), h("div", { class: "rows" }, acts.map((act) => row({ key: act.slug, name: act.name, more: act.about, onclick: () => app.go(`ghi/${act.slug}`) })))]),
    !sections.length && empty("Máy này chưa ghi được việc nào.", "Có mạng, máy tự lấy danh sách về."),
  ];
}

function open(app, view, draft, press) {
  const act = actOf(draft.slug);
  const about = draft.at.split("/")[1];
  const whose = view.byId[about] ? ` (${named(memberOf(view, about))})` : "";
  return card("main",
    h("p", {}, h("b", {}, "Đang ghi dở: "), `${act.name}${whose}.`),
    h("div", { class: "pair" },
      press("Ghi tiếp", () => app.go(`ghi/${draft.at}`)),
      secondary("Bỏ", () => {
        const back = forget(app, draft);
        app.said(`Đã bỏ phần ghi dở: ${act.name}.`, async () => back());
      })));
}

export const screen = { tab: null, draw };

/** Step 8, "Xong": the code for the paper minute book, and what happens now. */

import { longDay } from "../../core/days.js";
import { takeUp } from "../../core/again.js";
import { upper } from "../../core/people.js";
import { h, icon } from "../dom.js";
import { primary, secondary } from "../kit.js";
import { codeWords, invite } from "../words.js";
import { stepOf } from "./flow.js";

/** The written meeting, by the uid of its submission. */
export function done(app, [uid] = []) {
  const view = app.club.view();
  const row = [...view.unsent, ...view.sent].find((one) => one.uid === uid);
  if (!row) {
    app.go("viec-cho", { replace: true });
    return null;
  }
  const old = [...view.unsent, ...view.sent].find((one) => one.instead === uid);
  const now = app.state(() => ({ error: "" }));
  const back = async () => {
    try {
      await takeUp(app.club, uid);
      app.go("buoi/doc-lai");
      app.said("Mời sửa rồi ghi lại. Chưa ghi lại thì bản đã ghi vẫn giữ.");
    } catch (problem) {
      now.error = problem.sentence;
      app.redraw();
    }
  };
  return {
    top: { back: "viec-cho", words: "Về việc chờ", step: stepOf(view, "xong") }, kind: "meeting",
    body: [
      h("div", { class: "title" }, h("h1", { tabindex: "-1" }, "Xong buổi sinh hoạt"), icon("tick", { disc: true })),
      h("p", { class: "lead" }, `${upper(longDay(row.data.body.held_on))}.`),
      h("section", { class: "card main code" }, h("p", {}, app.practice ? "Buổi thật thì ghi mã này vào sổ giấy" : `${invite(view)} ghi mã này vào sổ giấy`), h("p", { class: "code-8", "aria-label": `Mã ${[...row.code8].join(" ")}` }, codeWords(row.code8)),
        old && h("p", {}, "Mã cũ ", h("b", {}, codeWords(old.code8)), " không dùng nữa, mời gạch đi.")),
      h("p", {}, sentWords(app, view, row)),
      now.error && h("p", { class: "error", role: "alert" }, now.error),
      secondary("Sửa lại buổi này", back),
      h("p", { class: "lead" }, "Sửa được trong 30 ngày. Ghi lại rồi, bản mới có mã mới."),
    ],
    foot: [primary("Về việc chờ", () => app.go("viec-cho"))],
  };
}

function sentWords(app, view, row) {
  if (app.practice) return "Đang tập nên máy không gửi đi đâu.";
  if (row.state === "refused") return row.sentence;
  if (view.sent.some((one) => one.uid === row.uid)) return row.state === "waiting" ? "Đã gửi, đang chờ người khác ghi phần điểm danh." : "Đã gửi lên sổ chung.";
  if (view.online === false || !navigator.onLine) return "Chưa có mạng. Buổi này đã lưu trong máy, có mạng sẽ tự gửi.";
  return "Đã lưu trong máy, đang gửi lên sổ chung.";
}

/** What has not left the phone, what was sent, what the server refused; and the way by file. */

import { takeUp, without } from "../../core/again.js";
import { clockWords, day, hanoi } from "../../core/days.js";
import { FINAL, KINDS, stateWords } from "../../core/texts.js";
import { upper } from "../../core/people.js";
import { h, icon } from "../dom.js";
import { card, empty, link, primary, row, secondary, state, title } from "../kit.js";
import { codeWords, unsentWord } from "../words.js";
import { you } from "../you.js";
import { actAgain } from "../acts/index.js";
import { leftAt } from "../meeting/flow.js";

const LATE_MS = 3 * 86_400_000;
const SHOWN = 30; // rows of what was sent before "Xem thêm"
const SHAPES = { applied: "tick", nothing: "tick", part: "half", waiting: "clock", held: "clock", dropped: "ring" };

/** Whether something waits for the network longer than three days. */
export const isLate = (view) => view.unsent.some((one) => one.state !== "refused" && Date.now() - (one.back ?? one).at > LATE_MS);

export const screen = {
  tab: null,
  draw(app, [uid]) {
    const view = app.club.view();
    if (uid) return one(app, view, uid);
    const memory = app.state(() => ({ all: false }));
    const waits = view.unsent.filter((each) => each.state !== "refused");
    const refused = view.unsent.filter((each) => each.state === "refused");
    return {
      top: { back: "viec-cho" },
      body: [
        title(view.unsent.length ? `${view.unsent.length} ${view.practice ? "việc tập" : "việc chưa gửi"}` : view.sent.length ? "Đã gửi hết" : "Chưa gửi việc nào", { more: lead(app, view) }),
        isLate(view) && lateCard(app, view),
        refused.length > 0 && [h("h2", {}, "Cần xem lại"), refused.map((each) => refusedCard(app, view, each))],
        waits.length > 0 && [h("h2", {}, app.practice ? "Đã ghi khi tập" : "Chờ gửi"), rows(app, waits, (each) => state("clock", app.practice ? "việc tập" : each.back ? stateWords(each) : "chờ gửi"))],
        view.unsent.length > 0 && !isLate(view) && !app.practice && link("Không có mạng? Gửi bằng tệp", () => share(app)),
        h("h2", {}, "Đã gửi trong 60 ngày"),
        view.sent.length ? rows(app, memory.all ? view.sent : view.sent.slice(0, SHOWN), sentState) : empty("Chỗ này còn trống.", "Việc nào gửi rồi, xã nhận được hay chưa, xem ở đây."),
        !memory.all && view.sent.length > SHOWN && link(`Xem thêm ${view.sent.length - SHOWN} việc`, () => { memory.all = true; app.redraw(); }),
      ],
      foot: waits.length && !app.practice ? [primary("Gửi ngay", () => send(app))] : null,
    };
  },
};

function lead(app, view) {
  if (app.practice) return "Đang tập nên không gửi đi đâu.";
  const last = view.lastSync ? `Lần nối mạng gần nhất: ${moment(view.lastSync)}.` : "Máy chưa nối mạng lần nào.";
  if (!view.unsent.length) return last;
  return navigator.onLine && view.online !== false ? last : `Chưa có mạng. Tất cả đã lưu trong máy. ${last}`;
}

const rows = (app, list, told) => h("div", { class: "rows" }, list.map((each) => row({ key: each.uid, name: each.words || KINDS[each.kind], more: made(each), state: told(each), onclick: () => app.go(`chua-gui/${each.uid}`) })));
const shapeOf = (each) => (each.replaced ? "ring" : SHAPES[each.state] ?? "clock");
const sentState = (each) => state(shapeOf(each), stateWords(each), { disc: shapeOf(each) === "tick" });

/** When it was written down and who typed. */
function made(each) {
  const by = each.data.helper ? `, ${each.data.helper} gõ giúp` : "";
  return `Ghi ${moment(Date.parse(each.data.made_at) || each.at)}${by}`;
}

function moment(ms) {
  const iso = hanoi(ms);
  return `${day(iso.slice(0, 10), false)}, ${clockWords(iso)}`;
}

const OPEN = "Đang sửa lại, chưa ghi xong.";
const isOpen = (view, each) => view.draft?.instead === each.uid; // it lies open as the draft of a meeting

function refusedCard(app, view, each) {
  return h("section", { class: "card brick", "data-key": each.uid },
    h("p", {}, h("b", {}, each.words || KINDS[each.kind])),
    h("p", { class: "more" }, made(each)),
    h("p", {}, each.sentence),
    isOpen(view, each) ? [h("p", {}, OPEN), secondary("Ghi tiếp", () => app.go("buoi"))] : secondary("Xem và sửa", () => app.go(`chua-gui/${each.uid}`)));
}

/** One act: what was written, where it is, and what can be done with it. */
function one(app, view, uid) {
  const each = [...view.unsent, ...view.sent].find((row) => row.uid === uid);
  if (!each) return app.go("chua-gui", { replace: true });
  const refused = each.state === "refused";
  const open = isOpen(view, each);
  const mend = refused && mending(app, view, each);
  const again = () => resend(app, each);
  return {
    top: { back: "chua-gui" },
    body: [
      title(each.words || KINDS[each.kind], { more: `${made(each)}.` }),
      refused ? card("brick", h("p", { role: "alert" }, each.sentence)) : stands(view, each),
      each.code8 && each.kind === "meeting" && h("p", {}, "Mã ghi vào sổ giấy: ", h("b", {}, codeWords(each.code8))),
      open && h("p", {}, OPEN),
      mend && !open && secondary("Thử gửi lại", again),
      refused && !open && link("Bỏ việc này", () => drop(app, each)),
      mayUndo(each) && !open && link("Hoàn tác việc này", () => takeBack(app, each)),
      each.back?.state === "new" && !each.back.tried && link("Thôi, không hoàn tác", () => stay(app, each)),
    ],
    foot: open ? [primary("Ghi tiếp", () => app.go("buoi"))] : refused ? [secondary("Để sau", () => app.go("chua-gui")), mend ? primary("Sửa lại", mend) : primary("Thử gửi lại", again)] : null,
  };
}

const mayUndo = ({ state: now, back, replaced, kind, tried }) => !back && !replaced && !["refused", "dropped"].includes(now) && (!FINAL.has(kind) || (now === "new" && !tried));

/** Leads to the screens on which it was written, filled with what was refused; null where this phone has none for it. */
function mending(app, view, each) {
  if (each.kind === "meeting")
    return async () => {
      const draft = await takeUp(app.club, each.uid);
      app.go(leftAt(view, draft));
    };
  const again = actAgain(each.data, without(app.club, each.uid));
  return again && (() => app.go(`ghi/${again.act.slug}/lai-${each.uid}/xem`));
}

function stands(view, each) {
  const words = each.state === "new" ? `${each.back ? stateWords(each) : unsentWord(view)}, đã lưu trong máy` : stateWords(each);
  return card("sunk", h("p", { class: "busy" }, icon(shapeOf(each)), h("b", {}, upper(words))), each.sentence && h("p", {}, each.sentence));
}

async function resend(app, each) {
  await app.club.retry(each.uid);
  app.go("chua-gui");
  app.said("Máy sẽ gửi lại việc này.");
  app.pulse?.kick();
}

async function drop(app, each) {
  await app.club.drop(each.uid);
  app.go("chua-gui");
  app.said(`Đã bỏ: ${each.words || KINDS[each.kind]}. Bản ghi vẫn giữ trong danh sách.`);
}

async function takeBack(app, each) {
  try {
    await app.club.undo(each.uid);
    app.go("chua-gui");
    app.said(`Đã hoàn tác: ${each.words || KINDS[each.kind]}.`);
  } catch (error) {
    app.said(error.sentence ?? "Chưa hoàn tác được. Mời thử lại sau.");
  }
}

/** The taking back that has not left yet is given up: what it was to take back stands. */
async function stay(app, each) {
  await app.club.undo(each.back.uid);
  app.said(`Giữ lại: ${each.words || KINDS[each.kind]}.`);
}

/** Send now, and say how it went. */
export async function send(app) {
  app.pulse?.kick();
  const { ok, why } = await app.club.sync();
  const words = { offline: "Chưa có mạng. Việc vẫn lưu trong máy.", busy: "Đang có nhiều máy cùng gửi, lát nữa máy tự gửi lại." };
  app.said(ok ? "Đã gửi xong." : words[why] ?? "Chưa gửi được, máy sẽ tự gửi lại.");
}

function lateCard(app, view) {
  return card("ochre", h("p", {}, h("b", {}, "Có việc chờ gửi đã hơn 3 ngày.")),
    h("p", {}, `Mời ${you(app)}ra chỗ có mạng, mở ứng dụng một lúc.`),
    h("p", {}, "Không có mạng thì gửi bằng tệp: chọn Zalo, gửi cho cán bộ xã. Tệp đã khóa, chỉ phần mềm của xã mở được."),
    secondary("Gửi bằng tệp", () => share(app)));
}

/** Hands the locked file to another app (Zalo …), or saves it where the phone cannot hand over. */
export async function share(app) {
  const bytes = await app.club.file();
  const file = new File([bytes], `tre-mang-${hanoi(Date.now()).slice(0, 10)}.txt`, { type: "text/plain" });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: "Việc chưa gửi của câu lạc bộ" });
      return app.said("Đã chuyển tệp. Việc vẫn giữ trong máy đến khi xã nhận được.");
    } catch (error) {
      if (error.name === "AbortError") return undefined;
    }
  }
  const address = URL.createObjectURL(file);
  h("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return app.said(`Đã lưu tệp ${file.name} vào máy. Mời gửi tệp cho cán bộ xã.`);
}

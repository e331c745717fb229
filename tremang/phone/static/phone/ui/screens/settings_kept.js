/** What this phone keeps and where, how it is put on the first page, how it is given back. */

import { clockWords, day, hanoi } from "../../core/days.js";
import { losses } from "../../core/rounds.js";
import { number } from "../../core/money.js";
import { h } from "../dom.js";
import { askToKeep, isApple, isInstalled } from "../install.js";
import { card, line, primary, secondary, title } from "../kit.js";
import { send } from "./unsent.js";

const BACK = { back: "cai-dat" };

/** What lies where, in plain words and sizes. */
export function keptScreen(app) {
  const view = app.club.view();
  const state = app.state(() => measure(app, { used: null, free: null, kept: null }));
  const last = view.lastSync ? hanoi(view.lastSync) : "";
  return {
    top: BACK,
    body: [
      title("Máy này giữ những gì"),
      card("", h("h2", {}, "Ở máy này"), lines([
        ["Thành viên", String(view.members.length)], ["Buổi sinh hoạt", String(view.meetings.length)],
        ["Sổ tiền", view.money ? `${Object.keys(view.money.months).length} tháng` : ""],
        ["Việc chưa gửi", String(view.unsent.length)], ["Tất cả chiếm", size(state.used)], ["Máy còn chỗ", size(state.free)]])),
      card("", h("h2", {}, "Ở sổ chung của xã, Thành phố"), h("p", {}, "Mọi việc đã gửi, giữ lâu dài. Mất máy này, việc đã gửi không mất."),
        last && h("p", { class: "more" }, `Nối mạng lần gần nhất: ${day(last.slice(0, 10))}, ${clockWords(last)}.`)),
      state.kept === false ? card("ochre", h("p", {}, h("b", {}, "Sổ trong máy chưa được giữ chắc.")), h("p", {}, "Khi máy đầy, trình duyệt có thể tự xóa sổ, kể cả việc chưa gửi. Mời gửi việc đều, và đưa ứng dụng ra màn hình chính."),
        secondary("Xin giữ lâu dài", async () => { state.kept = await askToKeep().catch(() => false); app.said(state.kept ? "Từ nay máy giữ sổ lâu dài." : "Trình duyệt chưa đồng ý. Đưa ra màn hình chính rồi xin lại sẽ dễ hơn."); }))
        : state.kept && h("p", {}, "Máy giữ sổ lâu dài, không tự xóa khi đầy."),
      card("", h("h2", {}, "Ai đọc được sổ trong máy"), h("p", {}, "Sổ khóa bằng mã PIN. Người nhặt được máy không mở được, ghi sai 10 lần máy tự xóa."),
        h("p", {}, "Người rất thạo máy, giữ máy lâu, vẫn có thể dò ra. Mất máy thì báo ngay cán bộ xã.")),
    ],
  };
}

const lines = (pairs) => h("div", {}, pairs.filter(([, value]) => value).map(([label, value]) => line(label, value)));

function measure(app, state) {
  const store = navigator.storage;
  Promise.all([store?.estimate?.(), store?.persisted?.()]).then(([room, kept]) => {
    Object.assign(state, { used: room?.usage ?? null, free: room ? room.quota - room.usage : null, kept: kept ?? false });
    app.redraw();
  }, () => {});
  return state;
}

/** Bytes as people read them; "" while not known. */
function size(bytes) {
  if (bytes === null) return "";
  const mega = bytes / 1e6;
  return mega >= 1000 ? `${number(Math.round(mega / 1000))} GB` : mega >= 1 ? `${number(Math.round(mega))} MB` : `${number(Math.max(1, Math.round(bytes / 1000)))} kB`;
}

/** How the app gets onto the phone's first page. */
export function installScreen(app) {
  const ask = async () => {
    await app.offer.prompt();
    app.offer = null;
    app.redraw();
  };
  const steps = isApple()
    ? ["Chạm nút Chia sẻ (ô vuông có mũi tên lên).", "Chọn “Thêm vào MH chính”.", "Chạm “Thêm”."]
    : ["Chạm dấu ba chấm ở góc trên của trình duyệt.", "Chọn “Thêm vào màn hình chính” hoặc “Cài đặt ứng dụng”.", "Chạm “Cài đặt”."];
  return {
    top: BACK,
    body: [
      title("Đưa ra màn hình chính", { more: isInstalled() ? "Tre Măng đã ở màn hình chính của máy này." : "Tre Măng thành một ô trên màn hình, chạm là mở, mất mạng vẫn mở." }),
      !isInstalled() && !app.offer && h("ol", { class: "steps" }, steps.map((step) => h("li", {}, step))),
      isApple() && !isInstalled() && card("ochre", h("p", {}, "iPhone có thể xóa sổ của trang không mở trong 7 ngày. Ở màn hình chính thì không."),
        h("p", {}, "Bản ở màn hình chính cần một thẻ riêng. Mời xin cán bộ xã thêm một thẻ.")),
    ],
    foot: app.offer ? [primary("Đưa ra màn hình chính", ask)] : null,
  };
}

/** Everything leaves the phone; only when nothing waits to be sent. */
export function giveBackScreen(app) {
  const { acts, looks } = losses(app.club);
  const waits = acts ? card("ochre", h("p", {}, h("b", {}, `Còn ${acts} việc chưa gửi hoặc đang ghi dở.`)), h("p", {}, "Xóa bây giờ là mất. Mời gửi xong đã."))
    : looks ? card("ochre", h("p", {}, h("b", {}, `Còn ${looks} lần xem sổ riêng chưa gửi vào nhật ký.`)), h("p", {}, "Xóa bây giờ là mất. Mời bật mạng, chạm “Gửi ngay”.")) : null;
  return {
    top: BACK,
    body: [
      title("Trả máy", { more: "Sổ của câu lạc bộ được xóa khỏi máy này. Sổ chung của xã vẫn còn." }),
      waits ?? card("brick", h("p", {}, "Xóa rồi, muốn dùng lại máy này phải xin cán bộ xã thẻ mới."), h("button", { type: "button", class: "press final", onclick: () => app.club.giveBack() }, "Xóa sổ khỏi máy này")),
    ],
    foot: [acts ? primary("Xem việc chưa gửi", () => app.go("chua-gui")) : looks ? primary("Gửi ngay", () => send(app)) : primary("Giữ lại", () => app.go("cai-dat"))],
  };
}

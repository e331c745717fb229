/** The card that binds this phone: whose it is, a PIN of one's own, ready. */

import { h } from "../dom.js";
import { askToKeep } from "../install.js";
import { card, facts, field, link, primary, secondary, title, working } from "../kit.js";
import { change, once } from "../once.js";
import { pinPart, poorPin } from "../pin.js";
import { canSpeak } from "../speak.js";
import { copyAddress, warningCard } from "./trouble.js";

const POSTS = { club_secretary: "thư ký", club_chair: "chủ nhiệm", club_treasurer: "thủ quỹ" };

export const screen = {
  tab: null,
  draw(app, [token]) {
    const state = app.state(() => resume(app, token, { step: "card", answer: null, first: "", pin: "", warned: "", error: "", busy: false, pasted: null }));
    if (app.bound && state.step === "card") return already(app);
    return (STEPS[state.step] ?? STEPS.card)(app, state, token);
  },
};

const STEPS = { card: (app, state, token) => (token ? withCard(app, state, token) : noCard(app, state)), who, pin: first, again, ready };

/** A binding that was cut off goes on where it stood, unless another card was scanned since. */
const resume = (app, token, state) => (app.begun?.answer && (!token || token === app.begun.token) ? { ...state, step: "who", answer: app.begun.answer } : state);

function noCard(app, state) {
  return {
    body: [
      brand(),
      title("Máy này chưa có thẻ", { more: "Thẻ do cán bộ xã in cho từng người. Trên thẻ có ô vuông đen trắng." }),
      app.note ? wiped(app.note) : app.look.had && gone(),
      h("ol", { class: "steps" }, h("li", {}, "Mở máy ảnh của điện thoại."), h("li", {}, "Quét ô vuông trên thẻ."), h("li", {}, "Chạm vào dòng chữ hiện ra.")),
      warningCard(app),
      state.pasted === null
        ? link("Dán địa chỉ của thẻ", () => change(app, state, { pasted: "" }))
        : paste(app, state),
      !app.note && !app.look.had && (state.asked ? gone() : link("Máy này trước đây đã có sổ?", () => change(app, state, { asked: true }))),
    ],
    foot: [secondary("Tập dùng thử", () => app.practise())],
  };
}

/** Why the phone wiped itself, what is left and what is not. */
function wiped({ why, sentence }) {
  const lost = why === "pin" ? " Việc chưa gửi thì không còn, mời ghi lại theo sổ giấy." : "";
  return card("ochre", h("p", {}, h("b", {}, sentence)), h("p", {}, `Những gì đã gửi vẫn còn ở sổ chung.${lost}`));
}

/** The club was here and the browser has thrown it away: cleared by hand, or forgotten by a phone on which it was not opened for long. */
const gone = () => card("ochre", h("p", {}, h("b", {}, "Sổ từng có trong máy này nay không còn.")), h("p", {}, "Có thể do xóa dữ liệu trình duyệt, hoặc iPhone tự xóa khi 7 ngày không mở."),
  h("p", {}, "Việc đã gửi vẫn còn ở sổ chung. Việc chưa gửi thì mời ghi lại theo sổ giấy."), h("p", {}, "Mời xin cán bộ xã thẻ mới. Quét xong, đưa Tre Măng ra màn hình chính thì máy giữ chắc hơn."));

function paste(app, state) {
  const typed = (event) => {
    state.pasted = event.target.value;
    const token = /#(?:the=|\/the\/)([\w.~-]+)/.exec(state.pasted)?.[1];
    if (token) app.go(`the/${token}`);
  };
  const error = state.pasted && "Chưa thấy mã thẻ trong dòng này. Mời chép lại cả địa chỉ.";
  return field({ label: "Dán địa chỉ của thẻ vào đây", value: state.pasted, error, oninput: (event) => { typed(event); app.redraw(); }, name: "paste" });
}

function withCard(app, state, token) {
  const use = () => once(app, state, async () => {
    const { useCard } = await import("../device.js");
    const { sentence = "", code = "", answer = null } = await useCard(app, token);
    change(app, state, answer ? { step: "who", answer } : { error: sentence, code });
  });
  return {
    body: [
      brand(),
      title("Mở máy này bằng thẻ", { more: "Thẻ chỉ dùng được cho một máy. Mời mở trên máy sẽ mang đi sinh hoạt, ở cửa sổ thường, không ẩn danh." }),
      warningCard(app),
      state.error && card("brick", h("p", { role: "alert" }, state.error), !state.code && h("p", {}, "Thẻ vẫn còn nguyên, chưa mất gì.")),
      link("Tập dùng thử trước", () => app.practise()),
    ],
    foot: app.warning === "in-app" && !state.busy
      ? [secondary("Vẫn dùng ở đây", use), primary("Chép địa chỉ của thẻ", () => copyAddress(app))]
      : [primary(state.busy ? working("Đang hỏi") : "Dùng thẻ này", use, busy(state))],
  };
}

function who(app, state) {
  const { club, user, posts } = state.answer;
  const named = posts.map((post) => POSTS[post] ?? "").filter(Boolean).join(", ");
  return {
    body: [
      title("Thẻ này của ai", { more: "Mời đọc lại, đúng thì đi tiếp." }),
      card("main", facts([["Người giữ máy", user.name], ["Việc", named], ["Câu lạc bộ", club.name], ["Xã, phường", club.commune]])),
      state.other && card("ochre", h("p", {}, "Mời đưa máy cho đúng người. Nếu trao nhầm thẻ, mời gọi cán bộ xã để bỏ thẻ này và in thẻ khác.")),
    ],
    foot: [secondary("Không phải", () => change(app, state, { other: true })), primary("Đúng, chọn mã", () => change(app, state, { step: "pin" }))],
  };
}

function first(app, state) {
  const on = (pin) => {
    if (pin.length < 4) return change(app, state, { pin, error: "" });
    const poor = poorPin(pin);
    if (poor && state.warned !== pin) return change(app, state, { pin: "", warned: pin, error: poor });
    return change(app, state, { step: "again", first: pin, pin: "", error: "" });
  };
  return {
    top: { back: () => change(app, state, { step: "who", pin: "", error: "" }) },
    body: [title("Chọn mã 4 số"), pinPart(state, on, { say: "Mỗi lần mở máy sẽ hỏi mã này. Mời nhớ kỹ.", label: "Mã mới" })],
  };
}

function again(app, state) {
  const on = (pin) => {
    if (pin.length < 4) return change(app, state, { pin, error: "" });
    if (pin !== state.first) return change(app, state, { step: "pin", pin: "", first: "", error: "Hai lần ghi khác nhau. Mời chọn lại từ đầu." });
    return once(app, state, async () => {
      const { finish } = await import("../device.js");
      const key = await finish(app, pin);
      const { openReal } = await import("../open.js");
      app.waits = openReal(app, key);
      app.set({ had: true }); // kept apart from the club, so that it can be told when that is gone
      change(app, state, { step: "ready", pin: "", first: "" });
    }, { pin });
  };
  return {
    top: { back: () => change(app, state, { step: "pin", pin: "", first: "", error: "" }), words: "Chọn mã khác" },
    body: [title("Ghi lại mã đó"), pinPart(state, on, { say: "Ghi lần nữa để chắc là nhớ đúng.", work: "Đang khóa sổ bằng mã này", label: "Ghi lại mã" })],
  };
}

function ready(app, state) {
  const enter = () => once(app, state, async () => {
    askToKeep().catch(() => false); // the calm moment to ask; settings tell how it went
    await app.waits;
    app.go("viec-cho", { replace: true });
  });
  return {
    body: [
      title("Máy đã sẵn sàng", { more: "Máy đang tải sổ của câu lạc bộ về. Từ nay mất mạng vẫn ghi được." }),
      card("", h("p", {}, h("b", {}, "Chữ như thế này đã dễ đọc chưa?")),
        h("div", { class: "pair" }, secondary("Chữ to hơn", () => app.set({ text: app.look.text === "1" ? "2" : "3" })), secondary("Chữ vừa", () => app.set({ text: "1" })))),
      canSpeak() && card("", h("p", {}, h("b", {}, "Máy này biết đọc tiếng Việt.")),
        secondary(app.look.voice ? "Thôi, không cần đọc" : "Đọc giúp các trang", () => app.set({ voice: !app.look.voice }))),
      h("p", {}, "Quên mã thì chủ nhiệm hoặc cán bộ xã giúp được. Ghi sai 10 lần, máy tự xóa sổ trong máy."),
    ],
    foot: [primary(state.busy ? working("Đang mở") : "Vào việc", enter, busy(state))],
  };
}

function already(app) {
  return {
    body: [
      title("Máy này đã có thẻ", { more: `${app.bound.name}, ${app.bound.club.name}.` }),
      h("p", {}, "Muốn dùng thẻ khác trên máy này: mở máy, vào Cài đặt, chọn “Trả máy”, rồi quét thẻ mới."),
    ],
    foot: [primary("Mở máy", () => app.go("viec-cho", { replace: true }))],
  };
}

const brand = () => h("p", { class: "brand" }, "Tre Măng");
const busy = (state) => (state.busy ? { class: "press solid waiting", "aria-busy": "true" } : {});

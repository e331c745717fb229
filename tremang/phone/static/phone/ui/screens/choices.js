/** "Cần bác xem và chọn": where two phones wrote different things, both side by side, nothing chosen beforehand. */

import { clockWords, day, hanoi } from "../../core/days.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { empty, primary, title } from "../kit.js";
import { seen } from "../looked.js";
import { you } from "../you.js";

export const screen = {
  tab: null,
  draw(app, [id]) {
    const view = app.club.view();
    const list = [...view.choices].sort((one, other) => (other.id === id) - (one.id === id)); // the one that was tapped first
    if (!list.length)
      return {
        top: { back: "viec-cho" },
        body: [title("Không còn gì phải chọn"), empty("Các máy đang ghi giống nhau.", "Khi hai máy ghi khác nhau, chỗ khác sẽ hiện ở đây.")],
        foot: [primary("Về việc chờ", () => app.go("viec-cho"))],
      };
    const who = you(app);
    const looks = app.state(() => ({}));
    const open = (one) => !one.look || seen(app, looks, one.id, { what: "health", membership: one.look }, "Xem chỉ số sức khỏe để chọn");
    return {
      top: { back: "viec-cho", words: "Để lại sau" },
      body: [
        title(`Cần ${who}xem và chọn`, { more: "Chỗ này có hai cách ghi. Chạm vào bên đúng; bên kia vẫn giữ trong nhật ký." }),
        list.map((one) => choice(app, one, open(one))),
      ],
    };
  },
};

const WIDE = 24; // letters of a value that has no room beside another

function choice(app, one, shown) {
  const kind = [one.first, one.second].some(({ words }) => words?.length > WIDE) ? "rows" : "pair";
  return h("section", { class: "card", "data-key": one.id },
    h("h2", {}, one.what),
    shown && (one.may === false ? [h("div", { class: kind }, side(one.first), side(one.second)), h("p", { class: "more" }, "Chỗ này chủ nhiệm hoặc cán bộ xã chọn.")]
      : h("div", { class: kind }, side(one.first, () => pick(app, one, "first")), side(one.second, () => pick(app, one, "second")))));
}

/** One of the two values; a button where this phone may choose. */
function side({ words, who, at }, onclick = null) {
  const inside = [h("b", {}, upper(words || "Để trống")), h("span", { class: "more" }, [who, at && when(at)].filter(Boolean).join(", "))];
  return onclick ? h("button", { type: "button", class: "side", onclick }, inside) : h("div", { class: "side still" }, inside);
}

/** "15/11, 8 giờ 42" in Hanoi's time of a moment in any. */
function when(at) {
  if (!at.includes("T")) return day(at, false);
  const iso = hanoi(Date.parse(at));
  return `${day(iso.slice(0, 10), false)}, ${clockWords(iso)}`;
}

async function pick(app, one, which) {
  const words = `Chọn: ${one.what}, ${one[which].words || "để trống"}`;
  const { uid } = await app.club.act("choose", { choice: one.id, pick: which }, { words });
  const here = () => app.club.kept.get(`c/out/${uid}`)?.tried === 0; // once it has left, nothing takes it back
  app.said(`Đã chọn “${one[which].words || "để trống"}”.`, () => app.club.undo(uid), here);
}

/** "ngay": which day it is, asked in this one place where the phone's clock is in doubt; before anything is written it stands in the way. */

import { longDay, readDay } from "../../core/days.js";
import { lunarWords } from "../../core/lunar.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { card, field, primary, secondary, title, unbroken } from "../kit.js";

export const screen = {
  tab: null,
  draw(app) {
    const { today } = app.club.view();
    const state = app.state(() => ({ other: false, text: "", error: "" }));
    const change = (changes) => {
      Object.assign(state, { error: "" }, changes);
      app.redraw();
    };
    const keep = async (on) => {
      await app.club.setDay(on);
      if (app.path === "ngay") app.go("viec-cho", { replace: true });
      app.said(`Từ nay máy tính hôm nay là ${longDay(on)}.`);
    };
    const read = () => {
      try {
        return keep(readDay(state.text, today));
      } catch (problem) {
        return change({ error: problem.sentence });
      }
    };
    return {
      top: { back: "viec-cho", words: "Để lại sau" },
      body: [
        title("Hôm nay là ngày nào?", { more: "Đồng hồ của máy có vẻ sai, nên máy hỏi lại trước khi ghi." }),
        card("ochre", h("p", {}, "Máy đang tính là"), h("p", { class: "name" }, unbroken(upper(longDay(today)))), h("p", { class: "more" }, unbroken(upper(lunarWords(today))))),
        state.other && field({ label: "Hôm nay đúng ra là", example: "25/9/2026", name: "day", value: state.text, error: state.error, oninput: (event) => change({ text: event.target.value }) }),
      ],
      foot: state.other ? [secondary("Quay lại", () => change({ other: false })), primary("Ghi ngày này", read)]
        : [secondary("Không phải", () => change({ other: true })), primary("Đúng", () => keep(today))],
    };
  },
};

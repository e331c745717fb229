/** The big keypad for one sum, as of picture 07; it asks back once where a sum is odd. */

import { inWords, odd, vnd } from "../../core/money.js";
import { h } from "../dom.js";
import { keypad, primary, secondary, title } from "../kit.js";
import { page } from "./flow.js";
import { hurdle } from "./parts.js";

const LONG = 24; // letters of a title that still stand in one line

/**
 * A screen that asks for a sum. `sum` stands there at first (the first digit replaces it), `usual` is what odd sums are
 * measured by (see `odd`), `after(sum)` says what follows from it, `wrong(sum)` is the sentence that stands in the way ("" for none),
 * `others` are sums offered: [[words, sum]]. `done(sum)` writes it, `skip` is [words, act].
 */
export function sumScreen(app, path, { asks, more, sum, usual = {}, after = () => null, wrong = () => "", others = [], verb = "Ghi", done, skip }) {
  const now = app.state(() => ({ sum, fresh: true, asked: 0, hurdle: "" }));
  const set = (next, fresh = false) => {
    Object.assign(now, { sum: next, fresh, hurdle: "" });
    app.redraw();
  };
  const write = () => {
    now.hurdle = now.sum > 0 ? wrong(now.sum) : "Chưa có số tiền. Mời bấm các số bên dưới.";
    if (now.hurdle) return app.redraw();
    const offered = now.sum === sum || others.some(([, each]) => each === now.sum); // by this screen: nobody mistyped it
    if (!offered && odd(now.sum, usual) && now.asked !== now.sum) {
      now.asked = now.sum;
      now.doubt = true;
      return app.redraw();
    }
    return done(now.sum);
  };
  if (now.doubt) return doubt(app, path, { asks, now, usual, write });
  return page(app, path, {
    body: [
      title(asks, { more }),
      shown(now.sum),
      h("div", { class: "follows" }, hurdle(now.hurdle) ?? after(now.sum)),
      others.map(([words, each]) => secondary(words, () => set(each, true), { "data-key": words })),
      keypad(now.sum, (next) => set(typed(now, next))),
    ],
    foot: [secondary(skip[0], skip[1]), primary(now.sum ? `${verb} ${vnd(now.sum)}` : verb, write)],
    quiet: true,
    kind: asks.length > LONG ? "keys long" : "keys",
  });
}

/** A digit on a sum that nobody typed begins a new one. */
function typed({ sum, fresh }, next) {
  if (!fresh || !sum) return next;
  const digit = next - sum * 10;
  if (digit >= 0 && digit <= 9) return digit;
  return next === sum * 1000 ? 0 : next;
}

/** A sum large, with its words below. */
export function shown(sum) {
  return h("div", { class: "sum", role: "status", "data-key": "sum" }, h("b", {}, vnd(sum)), h("span", {}, sum ? inWords(sum) : "Chưa có số tiền"));
}

function doubt(app, path, { asks, now, usual, write }) {
  const back = () => {
    Object.assign(now, { doubt: false, fresh: true });
    app.redraw();
  };
  const right = () => {
    now.doubt = false;
    write();
  };
  return page(app, path, {
    body: [
      title(asks),
      h("section", { class: "card asks" }, h("p", {}, odd(now.sum, usual)), h("p", {}, inWords(now.sum), "."),
        primary("Sửa lại số", back), secondary(`Đúng ${vnd(now.sum)}`, right)),
    ],
    foot: null,
    quiet: true,
  });
}

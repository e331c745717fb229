/** Meeting mode: the meeting led step by step. buoi/<step>[/…]; without a step on to where it was left. */

import { box } from "../meeting/box.js";
import { contents } from "../meeting/contents.js";
import { day, start } from "../meeting/day.js";
import { decide } from "../meeting/decide.js";
import { done } from "../meeting/done.js";
import { dues } from "../meeting/dues.js";
import { at, way } from "../meeting/flow.js";
import { lend } from "../meeting/lend.js";
import { read } from "../meeting/read.js";
import { repay } from "../meeting/repay.js";
import { roll } from "../meeting/roll.js";

const STEPS = {
  "co-mat": roll, "dong-gop": dues, "tra-no": repay, "cho-vay": lend, "noi-dung": contents, "quyet-dinh": decide, "dem-hop": box, "doc-lai": read,
};

export const screen = {
  tab: null,
  draw(app, [step = "", ...rest]) {
    if (step === "ngay") return day(app);
    if (step === "xong" && rest.length) return done(app, rest);
    const { view, draft } = at(app);
    if (!draft || !STEPS[step] || !way(view).some((one) => one.path === step)) return start(app);
    return STEPS[step](app, rest);
  },
};

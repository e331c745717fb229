/** Who of the board hands the money over and who sees it, and the day on which the first instalment falls due. */

import { longDay } from "../../core/days.js";
import { newLoan, valueOf } from "../../core/meeting.js";
import { upper } from "../../core/people.js";
import { h } from "../dom.js";
import { calledOf, pick } from "./parts.js";

/** The two pairs of hands and the first due day as they most likely are: the next meeting, else a month later. */
export function hands(draft, view, membership) {
  const { paid_by, witness, first_due } = newLoan(draft, view, membership);
  return { paid_by, witness, first_due: valueOf(draft, view, "next_on") || first_due };
}

/** The fields that change them. `now` is the screen's memory. */
export function handsFields(app, view, membership, now) {
  const board = (view.club.board ?? []).filter((one) => one.m && one.m !== membership);
  const options = board.map((one) => [one.m, `${upper(calledOf(view.byId[one.m]))}${one.label ? `, ${one.label}` : ""}`]);
  const set = (name) => (value) => {
    now[name] = value;
    now.error = "";
    app.redraw();
  };
  return [
    pick({ name: "paid_by", label: "Người giao tiền", value: now.paid_by, options, onchange: set("paid_by") }),
    pick({ name: "witness", label: "Người chứng kiến", value: now.witness, options, onchange: set("witness") }),
    firstDue(now),
  ];
}

const firstDue = (now) => h("p", {}, `Kỳ trả đầu tiên: ${longDay(now.first_due)}.`);

/** All that can be recorded between meetings, in the order in which it happens most. */

import { act as visit } from "./visit.js";
import { act as readings } from "./readings.js";
import { act as help } from "./help.js";
import { act as dues } from "./dues.js";
import { act as repayments } from "./repayments.js";
import { act as gift } from "./gift.js";
import { expense, income } from "./slip.js";
import { act as joined } from "./joined.js";
import { died, left } from "./left.js";
import { act as cardAct } from "./card.js";
import { act as fix } from "./fix.js";

const ALL = [visit, readings, help, dues, repayments, expense, gift, income, joined, cardAct, left, died, fix];

/** Sections of the list: [title, acts]. */
export const SECTIONS = [
  ["Chăm lo", [visit, readings, help]],
  ["Tiền", [dues, repayments, expense, gift, income]],
  ["Thành viên", [joined, cardAct, left, died]],
];

/** {act, answers}: the act that can put a refused submission right on its own screens; null for none. */
export function actAgain({ kind, body }, view) {
  for (const act of ALL.filter((each) => each.kind === kind && each.from && each.may(view))) {
    const answers = act.from(body, view);
    if (answers) return { act, answers };
  }
  return null;
}

/** The act of an address, by its slug or by the kind of its submission; null for none. */
export const actOf = (name) => ALL.find((act) => act.slug === name) || ALL.find((act) => act.kind === name) || null;

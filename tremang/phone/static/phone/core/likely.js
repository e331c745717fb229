/**
 * The causes that would explain a difference between a box and its book. A port of tremang/funds/likely.py and slips.py:
 * the same boxes give the same causes with the same weights (a test holds the two together).
 *
 * A line is {key, kind, amount, who, expected, absent}; kinds dues · repayment · income · gift · spending · payout.
 */

import { NOTES } from "./money.js";
import { slip } from "./slips.js";

const KINDS = ["dues", "repayment", "income", "gift", "spending", "payout"];
const OFTEN = {
  "not-done": { dues: 160, repayment: 50, income: 15, gift: 15, spending: 20, payout: 30 },
  "not-written": { dues: 160, repayment: 70, income: 40, gift: 40, spending: 40, payout: 50 },
  twice: 60, digits: 120, "other-sum": 30, sign: 40, fund: 50, "unknown-spending": 170, "unknown-income": 60, pile: 100, "note-taken-for": 60,
};
const BOTH_BOXES = 2000; // two boxes off by the same sum, one up, one down: hardly anything else does that
const ONE_PERSON = 60;
const SAME_AGAIN = 10;
const OTHER_WORDS = 0.4;
const ONE_MORE = 0.15;
const MOST_DUES = 5;
const [TICKED_ABSENT, WAITED_ABSENT] = [8, 0.3];
const TICKED = { dues: 0.005 };
const TICKED_ELSE = 0.03;
const MEANT = 4;
const PERSONAL = ["dues", "repayment", "gift"];
const ROUND = [[50_000, 0.03], [10_000, 0.02], [5_000, 0.01], [1_000, 0.003], [1, 0.0002]];
const USUAL = 0.3;
const PILE_OFF = { 1: 0.25, 2: 0.05, 10: 0.075, 20: 0.015, 100: 0.01 };
const [PILE_OFF_ELSE, PILE_OFF_FAR, PILE_FAR, PILE_FORGOTTEN, PILE_HIGH] = [0.005, 0.0005, 12, 20, 50];
const LOOK_ALIKE = ["500000,20000", "200000,10000"];

const signOf = (kind) => (kind === "spending" || kind === "payout" ? -1 : 1);
const effect = (line) => signOf(line.kind) * line.amount;
const total = (values) => values.reduce((a, b) => a + b, 0);

function grouped(rows, keyOf) {
  const found = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  }
  return [...found.values()];
}

/** Every single cause that would explain the gap (counted less book), the likeliest first; none where both agree. */
export function causesOf(given) {
  const box = { waiting: [], notes: {}, usual: {}, otherGap: null, otherLines: [], ...given, gap: given.counted - given.book };
  if (!box.gap) return [];
  const found = FINDERS.flatMap((finder) => finder(box));
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort((a, b) => round9(b.weight) - round9(a.weight) || order(a.why, b.why) || order(a.kind ?? "", b.kind ?? "") || order(a.keys.join(), b.keys.join()));
}

const round9 = (value) => Math.round(value * 1e9) / 1e9;

function inBook(box, why, lines, weight, { pick = 1, ...params } = {}) {
  const kinds = new Set(lines.map((line) => line.kind));
  const one = lines.length === 1 ? { who: lines[0].who ?? "", amount: lines[0].amount } : {};
  return { why, kind: kinds.size === 1 ? [...kinds][0] : null, keys: lines.map((line) => line.key), weight, pick, params: { sum: Math.abs(box.gap), ...one, ...params } };
}

const inCount = (box, why, values, share, params) =>
  ({ why, kind: null, keys: values.map(String), weight: OFTEN[why] * share, pick: 1, params: { sum: Math.abs(box.gap), ...params } });

const notDone = (box) => wholeLines(box, "not-done", box.lines, -box.gap, TICKED_ABSENT);
const notWritten = (box) => wholeLines(box, "not-written", box.waiting, box.gap, WAITED_ABSENT);

/** Lines whose effect together is just `wanted`: one line, some equal or two unequal dues, all of one person. */
function wholeLines(box, why, pool, wanted, absent) {
  const found = [];
  const suspect = (lines) => total(lines.map((line) => (line.absent ? absent : 1)));
  for (const kind of KINDS) {
    const lines = pool.filter((line) => line.kind === kind && line.amount);
    const often = OFTEN[why][kind];
    for (const away of [false, true]) {
      const fit = lines.filter((line) => effect(line) === wanted && Boolean(line.absent) === away);
      if (fit.length) found.push(inBook(box, why, fit, (often * suspect(fit)) / suspect(lines), { absent: away }));
    }
    if (kind === "dues" && wanted > 0)
      for (const [fit, pick] of several(lines, wanted))
        found.push(inBook(box, why, fit, often * (suspect(fit) / suspect(lines)) * ONE_MORE ** (pick - 1), { pick }));
  }
  const personal = pool.filter((line) => line.who && ["dues", "repayment"].includes(line.kind) && line.amount);
  const whole = grouped(personal, (line) => line.who).filter((row) => new Set(row.map((line) => line.kind)).size > 1);
  const all = total(whole.map(suspect));
  for (const row of whole)
    if (total(row.map(effect)) === wanted) found.push(inBook(box, why, row, (ONE_PERSON * suspect(row)) / all, { pick: row.length, who: row[0].who }));
  return found;
}

/** Groups of dues of which `pick` together make up `wanted`. */
function several(dues, wanted) {
  const found = [];
  const bySum = grouped(dues, (line) => line.amount).sort((a, b) => a[0].amount - b[0].amount);
  for (const lines of bySum) {
    const pick = wanted / lines[0].amount;
    if (Number.isInteger(pick) && pick >= 2 && pick <= Math.min(MOST_DUES, lines.length)) found.push([lines, pick]);
  }
  bySum.forEach((one, i) => {
    for (const other of bySum.slice(i + 1)) if (one[0].amount + other[0].amount === wanted) found.push([[...one, ...other], 2]);
  });
  return found;
}

/** The same line twice: the same person where lines are personal, the same sum and preferably words elsewhere. */
function twice(box) {
  const twins = grouped(box.lines, (line) => `${line.kind} ${line.amount} ${PERSONAL.includes(line.kind) ? line.who : ""}`).filter((lines) => lines.length > 1);
  return twins.filter((lines) => effect(lines[0]) === -box.gap).map((lines) => {
    const sameWords = new Set(lines.map((line) => line.who)).size < lines.length;
    const weight = (OFTEN.twice * (sameWords ? SAME_AGAIN : OTHER_WORDS)) / twins.length;
    return inBook(box, "twice", lines, weight, { who: lines[0].who, amount: lines[0].amount });
  });
}

/** A line whose sum was written wrong: by a slip, or another sum than the one expected or usual. */
function wrongSum(box) {
  const [slips, others, shareOf] = [[], [], new Map()];
  const care = (line) => (line.amount === line.expected ? (TICKED[line.kind] ?? TICKED_ELSE) : 1);
  for (const line of box.lines) {
    const meant = line.amount + signOf(line.kind) * box.gap;
    if (meant <= 0) continue;
    const made = slip(line.amount, meant);
    if (made) {
      slips.push({ line, meant, slip: made.kind });
      shareOf.set(line.key, made.share * (meant === line.expected ? MEANT : 1));
    } else if (meant === line.expected || (box.usual[line.kind] ?? []).includes(meant)) others.push({ line, meant });
  }
  const all = total(box.lines.map(care));
  const linesOf = (group) => group.map((each) => each.line);
  const written = grouped(slips, ({ line, meant, slip: kind }) => `${line.kind} ${line.amount} ${meant} ${kind}`).map((group) => {
    const weight = (OFTEN.digits * total(linesOf(group).map((line) => care(line) * shareOf.get(line.key)))) / all;
    return inBook(box, "digits", linesOf(group), weight, { amount: group[0].line.amount, true: group[0].meant, slip: group[0].slip });
  });
  const expected = grouped(others, ({ line, meant }) => `${line.kind} ${line.amount} ${meant}`).map((group) => {
    const likelier = total(group.map(({ line, meant }) => (meant === line.expected ? MEANT : 1)));
    const weight = ((OFTEN["other-sum"] * total(linesOf(group).map(care)) * likelier) / group.length) / all;
    return inBook(box, "other-sum", linesOf(group), weight, { amount: group[0].line.amount, true: group[0].meant });
  });
  return [...written, ...expected];
}

/** Written as money in where it went out, or the other way; what is ticked has no side to mistake. */
function sign(box) {
  const free = box.lines.filter((line) => line.kind !== "dues");
  return free.filter((line) => 2 * effect(line) === -box.gap).map((line) => inBook(box, "sign", [line], OFTEN.sign / free.length));
}

/** A line, or its money, in the wrong one of the club's two boxes. */
function fund(box) {
  if (box.otherGap !== null && box.otherGap !== -box.gap) return [];
  const here = box.lines.filter((line) => effect(line) === -box.gap);
  const there = box.otherLines.filter((line) => effect(line) === box.gap);
  const fit = here.length + there.length;
  const weight = box.otherGap === null ? (OFTEN.fund * fit) / Math.max(1, box.lines.length + box.otherLines.length) : BOTH_BOXES;
  const found = [];
  for (const [lines, isHere] of [[here, true], [there, false]])
    for (const kind of KINDS) {
      const alike = lines.filter((line) => line.kind === kind);
      if (alike.length) found.push(inBook(box, "fund", alike, (weight * alike.length) / fit, { here: isHere }));
    }
  if (box.otherGap !== null && !fit) found.push(inBook(box, "fund", [], weight));
  return found;
}

/** Money that went out or came in and that nobody wrote down: a sum as clubs know it, or a round one. */
function unknown(box) {
  const [why, kinds] = box.gap < 0 ? ["unknown-spending", ["spending"]] : ["unknown-income", ["income", "gift"]];
  const known = kinds.flatMap((kind) => box.usual[kind] ?? []);
  const size = Math.abs(box.gap);
  let share = ROUND.find(([step]) => size % step === 0)[1];
  if (known.length) {
    share *= size > 5 * Math.max(...known) ? 0.2 : 1;
    share += (USUAL * known.filter((each) => each === size).length) / known.length;
  }
  return [inBook(box, why, [], OFTEN[why] * share)];
}

/** Some notes of one value too many or too few; a big pile is miscounted sooner than a small one. Two causes at most. */
function pile(box) {
  const counts = Object.values(box.notes);
  if (!counts.length) return [];
  const room = total(counts.map((n) => Math.min(n, PILE_HIGH) + 5));
  const [often, seldom] = [new Map(), new Map()];
  for (const value of NOTES) {
    const n = box.notes[value] ?? 0;
    const off = Math.abs(box.gap) / value;
    if (!Number.isInteger(off) || off > (box.gap > 0 ? n : n + PILE_FORGOTTEN)) continue;
    const share = n ? (Math.min(n, PILE_HIGH) + 5) / room : 1 / room;
    (PILE_OFF[off] ? often : seldom).set(value, share * (PILE_OFF[off] ?? (off <= PILE_FAR ? PILE_OFF_ELSE : PILE_OFF_FAR)));
  }
  return [often, seldom].filter((shares) => shares.size).map((shares) => {
    const values = [...shares.keys()].sort((a, b) => shares.get(b) - shares.get(a));
    return inCount(box, "pile", values, total([...shares.values()]), { value: values[0], count: Math.abs(box.gap) / values[0] });
  });
}

/** Notes of one value counted among those of another. */
function noteTakenFor(box) {
  const piles = NOTES.filter((value) => box.notes[value]);
  const pairs = piles.flatMap((value) => NOTES.filter((meant) => meant !== value).map((meant) => [value, meant, confused(value, meant)]));
  const all = total(pairs.map(([, , share]) => share));
  return pairs.flatMap(([value, meant, share]) => {
    const n = box.gap / (value - meant);
    if (!Number.isInteger(n) || n < 1 || n > box.notes[value]) return [];
    const moved = (n === 1 ? 0.5 : n === 2 ? 0.1 : 0.02) + (n === box.notes[value] ? 0.3 : 0);
    return [inCount(box, "note-taken-for", [value], (share / all) * moved, { value, true: meant, count: n })];
  });
}

/** How readily notes of `meant` go among those of `value`, against any other pair. */
function confused(value, meant) {
  const [high, low] = [Math.max(value, meant), Math.min(value, meant)];
  if (LOOK_ALIKE.includes(`${high},${low}`) || high === 10 * low) return 10;
  return Math.abs(NOTES.indexOf(value) - NOTES.indexOf(meant)) === 1 ? 4 : 1;
}

const FINDERS = [notDone, notWritten, twice, wrongSum, sign, fund, unknown, pile, noteTakenFor];

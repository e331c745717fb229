// A meeting from the roll-call to the code: few taps, everything undoable, nothing sent that nobody touched.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as m from "../../static/phone/core/meeting.js";
import { duesUsual, loanUsual, odd } from "../../static/phone/core/money.js";
import { pressed } from "../../static/phone/ui/kit.js";
import { practiceParts } from "../../static/phone/core/practice.js";
import { overlaid } from "../../static/phone/core/overlay.js";
import { replica } from "../../static/phone/core/replica.js";
import { synced, TODAY } from "./world.mjs";

/** A club of `people`, `owing` of them with an instalment due; 20.000 đ a month. */
function clubOf(people, owing) {
  const parts = practiceParts(TODAY);
  const rows = Object.fromEntries(Array.from({ length: people }, (_, i) => [`m${i}`, { name: `Nguyễn Thị Tên${i}`, given: `Tên${i}`, called: `bà Tên${i}`, joined_on: "2024-01-01", left_on: null }]));
  const loans = Object.fromEntries(Array.from({ length: owing }, (_, i) => [`v${i}`, { m: `m${i + 10}`, debtor: `m${i + 10}`, principal: 5_000_000, left: 2_000_000, state: "running", due_now: 525_000, due_principal: 500_000, due_interest: 25_000, schedule: [] }]));
  const dues = Object.fromEntries(Object.keys(rows).map((id) => [id, { until: "2026-08", owed: 20_000 }]));
  const board = [["chair", "m0"], ["secretary", "m1"], ["treasurer", "m2"]].map(([post, id]) => ({ post, m: id, label: post }));
  const told = { ...parts, members: { rows }, club: { ...parts.club, board }, money: { ...parts.money, meets: TODAY, loans, dues } };
  return { ...overlaid(replica(new Map(Object.entries(told)), { day: TODAY }), []), today: TODAY, unsent: [], sent: [], choices: [] };
}

test("a meeting of 60 with 4 absent, 60 contributions, 8 repayments and a loan takes at most 120 taps", () => {
  const view = clubOf(60, 8);
  let d = m.begin(view, TODAY);
  let taps = 1; // "Bắt đầu buổi họp"
  const tap = (change) => {
    taps += 1;
    d = change(d);
  };
  const onward = () => tap((each) => m.go(each, each.step + 1));
  // tapsPlan: 1 each name that is missing, then "Xong"
  for (const id of ["m3", "m17", "m41", "m55"]) tap((each) => m.tapRoll(each, id));
  onward();
  // tapsPlan: "Thu đủ của mọi người có mặt" once; the four who are away sent theirs: one tap on each name
  tap((each) => m.dueAll(each, view));
  for (const id of ["m3", "m17", "m41", "m55"]) tap((each) => m.tapDue(each, view, id));
  // tapsPlan: the second half of the step, "Trả đúng kỳ" on each of the eight (m17, who is away, among them); then "Xong"
  tap((each) => each);
  for (let i = 0; i < 8; i += 1) tap((each) => m.tapRepay(each, view, `v${i}`));
  onward();
  // tapsPlan: "Thêm khoản vay", a letter, the name, 5.000.000 on the keypad, one of the usual purposes, "Ghi"; then "Xong"
  let loan = { ...m.newLoan(d, view, "m30"), principal: 0 };
  tap((each) => each);
  tap((each) => each);
  tap((each) => each);
  for (const key of ["5", "000", "000"]) {
    loan.principal = pressed(loan.principal, key);
    taps += 1;
  }
  tap((each) => each);
  loan = { ...loan, purpose: "nuôi gà" };
  tap((each) => m.lend(each, loan));
  onward();
  // tapsPlan: five of the eight contents, a tap each; then "Xong"
  for (const n of [1, 2, 5, 7, 8]) tap((each) => m.content(each, n, { note: "", counts: {} }));
  onward();
  // tapsPlan: decisions are typed or spoken; "Đúng" for the proposed day of the next meeting; then "Xong"
  tap((each) => m.text(each, "next_on", m.likely(each, view).next_on));
  onward();
  // tapsPlan: two boxes, each pile its number on the keypad and on to the next pile, of 9 values those that lie there
  const piles = { activity: [["100000", 14], ["50000", 12], ["20000", 21], ["10000", 4]], income: [["500000", 22], ["200000", 2], ["100000", 2], ["50000", 12]] };
  for (const [fund, notes] of Object.entries(piles))
    for (const [value, n] of notes) {
      taps += String(n).length;
      tap((each) => m.count(each, fund, value, n));
    }
  onward();
  // tapsPlan: "Đã đọc, ghi vào sổ"
  onward();
  assert.ok(taps <= 120, `${taps} taps`);
  const found = m.totals(d, view);
  assert.deepEqual([found.present, found.absent, found.dues, found.repaid, found.lent], [56, 4, { count: 60, sum: 1_200_000 }, { count: 8, sum: 4_200_000 }, { count: 1, sum: 5_000_000 }]);
  assert.equal(JSON.stringify(m.bodyOf(d)).length < 4_000, true);
});

test("only what was touched is sent", () => {
  const view = clubOf(5, 0);
  let d = m.begin(view, TODAY);
  assert.deepEqual(m.bodyOf(d), { held_on: TODAY });
  assert.equal(m.valueOf(d, view, "place"), "Nhà văn hóa thôn Tre", "shown, not sent");
  d = m.text(d, "place", "Sân đình");
  d = m.tapRoll(m.tapRoll(d, "m1"), "m1"); // a slip of the finger says nothing
  d = m.mark(d, "m2", "present"); // he came late, and somebody says so
  d = m.text(d, "guests", "3");
  assert.deepEqual(m.bodyOf(d), { held_on: TODAY, place: "Sân đình", marks: { m2: "present" }, guests: 3 });
});

test("a meeting that the book has already begins as it stands there, and only what is changed is sent", () => {
  const view = clubOf(20, 0);
  view.meetings = { 7: { on: TODAY, marks: { m3: "absent", m5: "represented" } } };
  let d = m.begin(view, TODAY);
  assert.deepEqual([m.totals(d, view).present, m.markOf(d, "m3"), m.markOf(d, "m5")], [18, "absent", "represented"]);
  assert.deepEqual(m.bodyOf(d), { held_on: TODAY });
  d = m.tapRoll(d, "m3");
  d = m.tapRoll(d, "m4");
  assert.deepEqual(m.bodyOf(d).marks, { m3: "present", m4: "absent" });
  d = m.tapRoll(d, "m4");
  assert.deepEqual(m.bodyOf(d).marks, { m3: "present" });
  assert.equal(m.markOf(m.moveTo(d, view, "2026-09-01"), "m5"), "present");
});

test("every change can be taken back, one after the other, also after the app was closed", () => {
  const view = clubOf(30, 4);
  const changes = [
    (d) => m.tapRoll(d, "m3"), (d) => m.mark(d, "m4", "represented"), (d) => m.go(d, 1), (d) => m.dueAll(d, view), (d) => m.due(d, "m5", 40_000), (d) => m.tapDue(d, view, "m6"),
    (d) => m.repayAll(d, view), (d) => m.repay(d, "v1", 600_000), (d) => m.lend(d, m.newLoan(d, view, "m9", 1_000_000)), (d) => m.lend(d, null, 0), (d) => m.payout(d, "v9", { paid_by: "m2" }),
    (d) => m.content(d, 2, { note: "đo huyết áp", counts: { measured: 9 } }), (d) => m.theme(d, "digital", true, true), (d) => m.theme(d, "digital", true), (d) => m.text(d, "decisions", "Thăm cụ Lê."),
    (d) => m.count(d, "activity", 20_000, 7), (d) => m.count(d, "activity", 20_000, null), (d) => m.gap(d, "activity", "thiếu tiền lẻ"),
  ];
  const seen = [];
  let d = m.begin(view, TODAY);
  for (const change of changes) {
    const next = JSON.parse(JSON.stringify(change(d))); // as the store gives it back
    if (next.undo.length > d.undo.length) seen.push(d.said);
    d = next;
  }
  assert.ok(seen.length >= 16);
  while (d.undo.length) {
    assert.notEqual(m.undoWords(d), "");
    d = m.undo(d);
    assert.deepEqual(d.said, seen.pop());
  }
  assert.deepEqual(d.said, {});
  assert.equal(m.undo(d), d);
});

test("what changes nothing leaves nothing to undo", () => {
  const view = clubOf(5, 0);
  const d = m.due(m.begin(view, TODAY), "m1", 20_000);
  assert.equal(m.due(d, "m1", 20_000), d);
  assert.equal(m.dueAll(m.dueAll(d, view), view).undo.length, 2);
});

test("taking all contributions leaves out who is away, exempt or paid up, and does not touch what was written", () => {
  const view = clubOf(6, 0);
  view.byId.m2 = { ...view.byId.m2, exempt: true };
  view.money.dues.m3 = { until: "2026-12", owed: -60_000 };
  view.money.dues.m4 = { until: "2026-05", owed: 80_000 };
  let d = m.due(m.tapRoll(m.begin(view, TODAY), "m1"), "m5", 5_000);
  d = m.dueAll(d, view);
  assert.deepEqual(d.said.dues, { m0: 20_000, m4: 20_000, m5: 5_000 });
  d = m.tapDue(d, view, "m0");
  assert.equal(d.said.dues.m0, undefined, "a tap on a name is the exception");
});

test("months that began since the last sync are owed too", () => {
  const view = clubOf(3, 0);
  const d = m.begin(view, "2026-11-20");
  assert.equal(m.owedAt(d, view, "m0"), 60_000);
  assert.equal(m.usualDue(d, view, "m0"), 20_000);
});

test("an instalment is due for the day of the meeting, whether it is earlier or later than the server thought", () => {
  const view = clubOf(20, 1);
  const schedule = [["2026-08-25", 500_000, 25_000], ["2026-09-25", 500_000, 25_000], ["2026-10-25", 500_000, 22_500], ["2026-11-25", 500_000, 20_000]];
  const told = { ...view.loans[0], left: 1_500_000, due_now: 525_000, due_principal: 500_000, due_interest: 25_000, schedule };
  const on = (day) => m.dueOf(told, m.begin(view, day), { ...view, money: { ...view.money, meets: "2026-09-25" } });
  assert.deepEqual([on("2026-09-25"), on("2026-09-20"), on("2026-10-25"), on("2026-11-24"), on("2026-09-10")], [525_000, 525_000, 1_047_500, 1_567_500, 0]);
});

test("the boxes expect contributions in the rule's fund, repayments and loans in the fund of income", () => {
  const view = clubOf(20, 2);
  let d = m.repayAll(m.dueAll(m.begin(view, TODAY), view), view);
  d = m.lend(d, m.newLoan(d, view, "m5", 3_000_000));
  const of = (key) => m.fundsOf(d, view).find((fund) => fund.key === key);
  assert.deepEqual([of("activity").came, of("activity").went], [400_000, 0]);
  assert.deepEqual([of("income").came, of("income").went], [1_050_000, 3_000_000]);
  assert.equal(of("income").expected, of("income").before + 1_050_000 - 3_000_000);
  const other = { ...view, club: { ...view.club, dues: { amount: 20_000, fund: "income" } } };
  assert.equal(m.fundsOf(d, other).find((fund) => fund.key === "income").came, 1_450_000);
  d = m.count(m.count(d, "activity", 500_000, 3), "activity", 20_000, 8);
  assert.equal(of("activity").counted, 1_660_000);
  assert.equal(of("activity").gap, 1_660_000 - of("activity").expected);
  assert.equal(of("income").gap, null, "not counted is not nothing");
});

test("what every meeting does and nothing was written of is told, with the step that writes it", () => {
  const view = clubOf(12, 1);
  const begun = m.begin(view, TODAY);
  assert.deepEqual(m.unsaid(begun, view).map(({ title, step }) => [title, step]), [["Đóng góp", 1], ["Tám nội dung", 3], ["Hộp tiền", 5]]);
  const paid = m.content(m.dueAll(begun, view), 2, { note: "", counts: {} });
  assert.deepEqual(m.unsaid(m.count(paid, "activity", 500_000, 1), view).map(({ words }) => words), ["Còn hộp chưa đếm"]);
});

test("reading back says everything that will be written, sums in words, and leads to the step that puts it right", () => {
  const view = clubOf(12, 1);
  let d = m.dueAll(m.mark(m.tapRoll(m.begin(view, TODAY), "m3"), "m4", "excused"), view);
  d = m.repayAll(d, view);
  d = m.lend(d, m.newLoan(d, view, "m5", 3_000_000));
  d = m.text(m.content(d, 2, { note: "đo huyết áp", counts: { measured: 9 } }), "decisions", "Thăm cụ Lê.\nDọn đường làng.");
  d = m.gap(m.count(d, "activity", 500_000, 1), "activity", "chưa thu đủ");
  const sections = m.readBack(d, view);
  const all = sections.flatMap((section) => section.lines).join("\n").replaceAll("\u00a0", " ");
  for (const words of ["Có mặt 10 trong 12 người.", "Vắng có phép: bà Tên4.", "Vắng: bà Tên3.", "10 người đóng góp 200.000 đ (hai trăm nghìn đồng).", "Bà Tên10 trả 525.000 đ (năm trăm hai mươi lăm nghìn đồng).",
    "Bà Tên5 vay 3.000.000 đ (ba triệu đồng).", "Chăm sóc sức khỏe: đo huyết áp; số người được đo huyết áp: 9.", "Dọn đường làng.", "thiếu", ". Lý do: chưa thu đủ.", "rằm tháng Tám"])
    assert.ok(all.includes(words), `${words} in\n${all}`);
  assert.deepEqual(sections.map((section) => section.step), [...sections.map((section) => section.step)].sort());
});

test("a draft outlives the app, and a member who joined meanwhile is on its roll under the id she has got", async () => {
  const { club, server } = await synced();
  server.rule = (said) => (said.kind === "joined" ? { result: { membership: "90" } } : {});
  const { uid } = await club.act("joined", { person: { full_name: "Lê Thị Mới", sex: "F", born: "1955" }, joined_on: TODAY });
  let d = m.begin(club.view(), TODAY);
  d = m.mark(d, `new:${uid}`, "absent");
  await club.draft.save(d);
  server.parts = { ...server.parts, members: { rows: { ...server.parts.members.rows, 90: { name: "Lê Thị Mới", given: "Mới", called: "bà Mới", joined_on: TODAY, left_on: null } } } };
  await club.sync();
  await club.reload();
  d = m.renewed(club.view().draft, club.view());
  assert.equal(m.markOf(d, "90"), "absent");
  assert.ok(d.roll.includes("90") && !d.roll.includes(`new:${uid}`));
  assert.deepEqual(m.undo(d).said, {});
});

test("the keypad builds sums as hands do", () => {
  const typed = (...keys) => keys.reduce((sum, key) => pressed(sum, key), 0);
  assert.equal(typed("5", "000", "000"), 5_000_000);
  assert.equal(typed("+100", "+100", "+10", "+1"), 211_000);
  assert.equal(typed("2", "0", "000"), 20_000);
  assert.equal(typed("1", "2", "Xóa 1 số", "5"), 15);
  assert.equal(typed("1", "2", "Xóa hết", "5"), 5);
  assert.equal(typed("0", "000"), 0);
  assert.equal(typed("9", "000", "000", "000", "000"), 9_000_000_000, "past the greatest sum nothing changes");
});

test("who is behind may pay a month, or all of it, without being asked; a nought too many or too few is asked about in words of his own", () => {
  const plain = (words) => words.replaceAll("\u00a0", " ");
  const behind = duesUsual(20_000, 120_000);
  for (const sum of [10_000, 20_000, 60_000, 120_000, 240_000]) assert.equal(odd(sum, behind), "", `${sum}`);
  assert.equal(plain(odd(2_000, behind)), "2.000 đ ít hơn nhiều so với mức đóng mỗi tháng (20.000 đ). Có thiếu số 0 không?");
  assert.equal(plain(odd(1_200_000, behind)), "1.200.000 đ gấp 10 lần cả phần còn thiếu (120.000 đ). Có thừa số 0 không?");
  assert.equal(plain(odd(200_000, duesUsual(20_000, 20_000))), "200.000 đ gấp 10 lần mức đóng mỗi tháng (20.000 đ). Có thừa số 0 không?");
  const loan = { schedule: [["2026-09-25", 500_000, 25_000], ["2026-10-25", 500_000, 20_000]] };
  for (const sum of [200_000, 525_000, 3_150_000]) assert.equal(odd(sum, loanUsual(loan, 3_150_000)), "", `${sum}`);
  assert.equal(plain(odd(52_500, loanUsual(loan, 3_150_000))), "52.500 đ ít hơn nhiều so với số trả mỗi kỳ (525.000 đ). Có thiếu số 0 không?");
  assert.equal(odd(5_000_000, loanUsual(loan, 0)), "", "whoever pays before anything is due is measured by nothing");
});

test("who records no meetings sends the money of one, and the list says so", () => {
  const view = clubOf(3, 0);
  const d = m.begin(view, TODAY);
  assert.equal(m.wordsOf(d, view), "Buổi sinh hoạt 25/9/2026");
  assert.equal(m.wordsOf(d, { ...view, club: { ...view.club, powers: ["meeting_money"] } }), "Tiền của buổi sinh hoạt 25/9/2026");
});

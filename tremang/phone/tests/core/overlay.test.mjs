// What the phone shows: the server's parts, and over them what this phone did and the server has not worked in yet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, bodyOf, dueAll, lend, mark, newLoan, repayAll, tapRoll } from "../../static/phone/core/meeting.js";
import { practiceParts } from "../../static/phone/core/practice.js";
import { replica } from "../../static/phone/core/replica.js";
import { serverOf, synced, TODAY } from "./world.mjs";

const cash = (club, fund) => club.view().money.balances[fund].cash;

test("somebody who joined on this phone is in the list at once, sorted by given name, and under the server's id later", async () => {
  const { club, server } = await synced({ server: serverOf({ rule: (said) => (said.kind === "joined" ? { result: { membership: "77" } } : {}) }) });
  const person = { full_name: "Trần Thị Ẩn", sex: "F", born: "1950" };
  const { uid } = await club.act("joined", { person, joined_on: TODAY, group: "1" });
  const view = club.view();
  const row = view.byId[`new:${uid}`];
  assert.deepEqual([row.called, row.pending, row.joined_on], ["bà Ẩn", "joined", TODAY]);
  assert.equal(view.members.indexOf(row), 0, "Ẩn sorts before Bòng");
  const draft = begin(view, TODAY);
  assert.ok(draft.roll.includes(`new:${uid}`));
  server.parts = { ...server.parts, members: { rows: { ...server.parts.members.rows, 77: { name: "Trần Thị Ẩn", given: "Ẩn", called: "bà Ẩn", sex: "F", born: "1950", joined_on: TODAY, left_on: null } } } };
  await club.sync();
  const after = club.view();
  assert.equal(after.members.filter((each) => each.name === "Trần Thị Ẩn").length, 1);
  assert.equal(after.byId[`new:${uid}`].id, "77", "the old name still leads to her");
});

test("somebody who may be a member already stays in the list until it has been chosen", async () => {
  const { club, server } = await synced({ server: serverOf({ rule: () => ({ state: "part", result: { choices: ["4"] } }) }) });
  const { uid } = await club.act("joined", { person: { full_name: "Trần Thị Mơ", sex: "F", born: "1950" }, joined_on: TODAY });
  await club.sync();
  assert.ok(club.view().byId[`new:${uid}`]);
  server.parts = { ...server.parts, inbox: { choices: [], mine: [{ uid, state: "applied" }] } };
  await club.sync();
  assert.equal(club.view().byId[`new:${uid}`], undefined);
});

test("who left goes from the list and stays to be looked up; who is away is not on the roll", async () => {
  const { club, server } = await synced();
  await club.act("left", { membership: "5", left_on: TODAY, reason: "moved" });
  const view = club.view();
  assert.ok(!view.members.some((row) => row.id === "5"));
  assert.equal(view.byId["5"].left_on, TODAY);
  assert.ok(begin(view, TODAY).roll.includes("5"), "on the day itself still expected");
  assert.ok(!begin(view, "2026-09-26").roll.includes("5"));
  const rows = { ...server.parts.members.rows, 6: { ...server.parts.members.rows[6], away: [["2026-09-01", "2026-10-01"]] } };
  server.parts = { ...server.parts, members: { rows } };
  await club.sync();
  assert.ok(!begin(club.view(), TODAY).roll.includes("6"));
  assert.ok(begin(club.view(), "2026-10-02").roll.includes("6"));
});

test("a changed card shows what is new, with what it was", async () => {
  const { club } = await synced();
  await club.act("card", { membership: "2", changes: { phone: ["", "0912345678"], full_name: ["Lương Thị Chanh", "Lương Thị Chánh"] } }, { base: { version: 1 } });
  const row = club.view().byId["2"];
  assert.deepEqual([row.phone, row.name, row.given, row.pending], ["0912345678", "Lương Thị Chánh", "Chánh", "changed"]);
  assert.equal(row.called, "bà Chánh");
});

test("a card's own title says at once how somebody is called; without it age and sex say so again", async () => {
  const { club } = await synced();
  const said = () => ["title", "own_title", "called"].map((field) => club.view().byId["2"][field]);
  await club.act("card", { membership: "2", changes: { title: ["", "cụ"] } }, { base: { version: 1 } });
  assert.deepEqual(said(), ["cụ", "cụ", "cụ Chanh"]);
  await club.act("card", { membership: "2", changes: { title: ["cụ", ""] } }, { base: { version: 1 } });
  assert.deepEqual(said(), ["bà", "", "bà Chanh"]);
  await club.act("card", { membership: "2", changes: { born: ["1950", "1970"] } }, { base: { version: 1 } });
  assert.deepEqual(said(), ["chị", "", "chị Chanh"]);
});

test("contributions and repayments of this phone lower what is owed and fill the box; undone, all is as before", async () => {
  const { club } = await synced();
  const before = club.view();
  const loan = before.loans.find((each) => each.due_now > 0);
  const dues = await club.act("dues", { day: TODAY, sums: { 2: 20_000 } });
  const repaid = await club.act("repayments", { day: TODAY, sums: { [loan.id]: loan.due_now } });
  const view = club.view();
  assert.equal(view.money.dues["2"].owed, before.money.dues["2"].owed - 20_000);
  assert.equal(view.money.dues["2"].until > before.money.dues["2"].until, true);
  const now = view.loans.find((each) => each.id === loan.id);
  assert.deepEqual([now.due_now, now.left, now.pending], [0, loan.left - loan.due_principal, "new"]);
  assert.equal(cash(club, "activity"), before.money.balances.activity.cash + 20_000);
  assert.equal(cash(club, "income"), before.money.balances.income.cash + loan.due_now);
  assert.equal(view.money.balances.income.total, before.money.balances.income.total + loan.due_interest);
  assert.equal(view.money.months["2026-09"].rows.filter((row) => row.pending).length, 2);
  await club.undo(dues.uid);
  await club.undo(repaid.uid);
  assert.deepEqual(club.view().money, before.money);
  assert.deepEqual(club.view().loans, before.loans);
});

test("taking back money that the server has already written shows the box as it will be", async () => {
  const { club, server } = await synced();
  const { uid } = await club.act("dues", { day: TODAY, sums: { 2: 20_000 } });
  const { money } = server.parts;
  server.parts = { ...server.parts, money: { ...money, balances: { ...money.balances, activity: { ...money.balances.activity, cash: money.balances.activity.cash + 20_000 } } } };
  await club.sync();
  assert.equal(cash(club, "activity"), money.balances.activity.cash + 20_000);
  await club.undo(uid);
  assert.equal(cash(club, "activity"), money.balances.activity.cash);
});

test("a meeting of this phone shows as recorded, with its code, its money and its loans", async () => {
  const { club } = await synced();
  const before = club.view();
  let d = begin(before, TODAY);
  d = mark(tapRoll(d, "3"), "7", "excused");
  d = repayAll(dueAll(d, before), before);
  d = lend(d, newLoan(d, before, "2", 3_000_000));
  const { code } = await club.act("meeting", bodyOf(d), { uid: d.uid, endsDraft: true });
  const view = club.view();
  const [meeting] = view.meetings;
  assert.deepEqual([meeting.on, meeting.pending, meeting.code, meeting.expected, meeting.present], [TODAY, "new", code, 24, 22]);
  assert.deepEqual(meeting.marks, { 3: "absent", 7: "excused" });
  assert.equal(view.loans.length, before.loans.length + 1);
  assert.equal(view.loans.at(-1).left, 3_000_000);
  const sum = (rows) => Object.values(rows ?? {}).reduce((a, b) => a + b, 0);
  assert.equal(cash(club, "activity"), before.money.balances.activity.cash + sum(bodyOf(d).dues));
  assert.equal(cash(club, "income"), before.money.balances.income.cash + sum(bodyOf(d).repayments) - 3_000_000);
});

test("a treasurer's money for a day without a meeting makes no meeting, a secretary's does", async () => {
  const { club, server } = await synced();
  await club.act("meeting", { held_on: "2026-09-24", dues: { 3: 20_000 } });
  assert.equal(club.view().meetings[0].on, "2026-09-24");
  server.parts = { ...server.parts, club: { ...server.parts.club, powers: ["meeting_money"] } };
  await club.sync();
  const count = club.view().meetings.length;
  await club.act("meeting", { held_on: TODAY, dues: { 2: 20_000 } });
  assert.equal(club.view().meetings.length, count);
});

test("what is laid over a meeting that is there already only adds to it", async () => {
  const { club } = await synced();
  const standing = club.view().meetings[0];
  await club.act("meeting", { held_on: standing.on, marks: { 20: "absent" }, decisions: "Thêm một việc." });
  const now = club.view().meetings[0];
  assert.deepEqual([now.id, now.decisions, now.place], [standing.id, "Thêm một việc.", standing.place]);
  assert.deepEqual(now.marks, { ...standing.marks, 20: "absent" });
});

test("a corrected meeting shows the correction", async () => {
  const { club } = await synced();
  const { id, marks } = club.view().meetings[0];
  const [someone] = Object.keys(marks);
  await club.act("meeting_fix", { meeting: id, changes: { place: ["Nhà văn hóa thôn Tre", "Sân đình"], [`marks.${someone}`]: [marks[someone], "present"] } }, { base: { version: 1 } });
  const now = club.view().meetings[0];
  assert.deepEqual([now.place, now.marks[someone], now.pending], ["Sân đình", undefined, "new"]);
});

test("a visit is in the book of home care and its plan is no longer open", async () => {
  const { club } = await synced();
  const { on } = club.view().care.open[0];
  await club.act("visit", { cared: "8", volunteer: "19", on, done: ["talk"], report: "", missed: "" });
  const { care } = club.view();
  assert.deepEqual([care.open.length, Object.values(care.visits)[0].cared], [0, "c1"]);
});

test("measurements and help are in their books", async () => {
  const { club } = await synced();
  await club.act("readings", { day: TODAY, taken: { 1: { systolic: 150, diastolic: 90 }, 2: { systolic: 120, diastolic: 80 } }, agreeing: [] });
  await club.act("help", { day: TODAY, helped: ["8"], helpers: [], what: "10 kg gạo", kind: "goods" });
  assert.deepEqual(Object.values(club.view().health.rows).map((row) => [row.m, row.systolic]), [["1", 150], ["2", 120]]);
  assert.deepEqual(Object.values(club.view().help.rows).map((row) => [row.m, row.what]), [["8", "10 kg gạo"]]);
});

test("spending empties the box and a gift in kind does not fill it", async () => {
  const { club } = await synced();
  const before = cash(club, "activity");
  await club.act("slip", { day: TODAY, fund: "activity", kind: "tea", amount: 50_000, who: "", words: "chè" });
  await club.act("gift", { day: TODAY, fund: "activity", kind: "goods", what: "5 bộ ấm chén", amount: 900_000, giver: "" });
  assert.equal(cash(club, "activity"), before - 50_000);
});

test("a choice that was made is no longer offered", async () => {
  const choices = [{ id: "9", what: "dues", about: "Đóng góp của bà Ẩn", first: { words: "20.000 đ" }, second: { words: "30.000 đ" }, may: true }];
  const { club, server } = await synced();
  server.parts = { ...server.parts, inbox: { choices, mine: [] } };
  await club.sync();
  assert.equal(club.view().choices.length, 1);
  await club.act("choose", { choice: "9", pick: "second" });
  assert.equal(club.view().choices.length, 0);
});

test("a look at a sensitive book is sent and stands in no list", async () => {
  const { club, server } = await synced();
  await club.act("looked", { what: "health", membership: "1", at: "2026-09-25T08:00:00+07:00" });
  assert.equal(club.view().unsent.length, 0);
  await club.sync();
  assert.equal(server.applied.size, 1);
});

test("a post without money or health sees null where it has no part, and acts all the same", async () => {
  const { club, server } = await synced();
  const { money, care, health, ...rest } = server.parts;
  assert.ok(money && care && health);
  server.parts = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("money")));
  await club.sync();
  await club.act("meeting", { held_on: TODAY, marks: { 1: "absent" }, dues: { 2: 20_000 }, repayments: { v0: 1 }, lending: [{ membership: "1", principal: 5 }] });
  await club.act("visit", { cared: "8", volunteer: "19", on: TODAY, done: [] });
  const view = club.view();
  assert.deepEqual([view.money, view.loans, view.care, view.health, view.meetings[0].on], [null, null, null, null, TODAY]);
});

test("an act that this app cannot read hides nothing else", async () => {
  const { club } = await synced();
  await club.act("gift", { amount: 5 });
  await club.act("dues", { day: TODAY, sums: { 2: 20_000 } });
  assert.equal(club.view().unsent.length, 2);
  assert.equal(club.view().money.dues["2"].owed, 0);
});

test("what is shown does not follow the order in which the parts came", () => {
  const parts = Object.entries(practiceParts(TODAY)); // several months of money among them
  const [one, other] = [parts, [...parts].reverse()].map((told) => replica(new Map(told), { day: TODAY }));
  assert.ok(Object.keys(one.money.months).length > 1);
  assert.equal(JSON.stringify(one), JSON.stringify(other));
});

test("what the server sent is never changed by what is laid over it", async () => {
  const { club } = await synced();
  const before = JSON.stringify([...club.kept].filter(([key]) => key.startsWith("c/part/")));
  let d = begin(club.view(), TODAY);
  d = repayAll(dueAll(d, club.view()), club.view());
  await club.act("meeting", bodyOf(d));
  await club.act("left", { membership: "5", left_on: TODAY, reason: "died" });
  club.view();
  assert.equal(JSON.stringify([...club.kept].filter(([key]) => key.startsWith("c/part/"))), before);
});

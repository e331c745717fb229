// What waits for whoever holds the phone, and the practice club.
import assert from "node:assert/strict";
import { test } from "node:test";
import { feastsOn } from "../../static/phone/core/lunar.js";
import * as meeting from "../../static/phone/core/meeting.js";
import { practiceClub } from "../../static/phone/core/practice.js";
import { isWished, lackingDay, nextOn, nothingWaits, waiting, wishedIn } from "../../static/phone/core/waiting.js";
import { clockAt, serverOf, synced, TODAY } from "./world.mjs";

const at = (day) => clockAt(Date.parse(`${day}T08:00:00+07:00`));
const keys = (view) => waiting(view).map((item) => item.key.split("-")[0]);
const blank = (view) => ({ ...view, meetings: [], loans: [], members: [], care: null, choices: [], unsent: [], sent: [], draft: null, club: { ...view.club, launched_on: "2026-09-16" } });

test("each thing that waits has a cause and a way to go", async () => {
  const { club } = await synced();
  for (const item of waiting(club.view())) {
    assert.ok(item.what && item.cause && item.go && item.button, JSON.stringify(item));
    assert.doesNotMatch(item.what + item.cause, /undefined|NaN|null/);
  }
});

test("the meeting of this month waits until it is written down, an open draft before all", async () => {
  const { club } = await synced();
  const view = club.view();
  assert.equal(lackingDay(view), "2026-09-15");
  assert.ok(keys(view).includes("lacking"));
  assert.ok(keys({ ...view, today: "2026-09-15" }).includes("today"));
  await club.draft.save(meeting.begin(view, TODAY));
  assert.ok(keys(club.view()).includes("draft") && !keys(club.view()).includes("lacking"));
});

test("a refused act, a choice and old unsent work come first, in ochre; young unsent work does not press", async () => {
  const server = serverOf({ rule: () => ({ state: "refused", sentence: "Tháng 8 đã khóa sổ." }), fault: (call) => (call > 2 ? "before" : null) });
  const { club, clock } = await synced({ server });
  await club.act("gift", { day: TODAY, fund: "activity", amount: 1 }, { words: "Ủng hộ" });
  await club.sync();
  await club.act("gift", { day: TODAY, fund: "activity", amount: 2 });
  assert.equal(waiting(club.view())[0].cause, "Tháng 8 đã khóa sổ.");
  assert.ok(!keys(club.view()).includes("old"));
  clock.pass(4 * 86_400);
  const [refused, old] = waiting(club.view());
  assert.deepEqual([refused.tone, old.tone, old.key], ["ochre", "ochre", "old"]);
});

test("somebody who missed three meetings running is to be visited, two are not enough, a substitute counts as having come", async () => {
  const { club } = await synced();
  const view = club.view();
  assert.ok(waiting(view).some((item) => item.key === "away-8" && item.cause === "Vắng 3 buổi liền."));
  const sent = view.meetings.map((row, i) => (i === 2 ? { ...row, marks: { ...row.marks, 8: "represented" } } : row));
  assert.ok(!waiting({ ...view, meetings: sent }).some((item) => item.key === "away-8"));
});

test("overdue loans wait only where the post sees money", async () => {
  const { club } = await synced();
  const view = club.view();
  assert.ok(keys(view).includes("loan"));
  assert.ok(!keys({ ...view, loans: null, money: null }).includes("loan"));
});

test("two choices stand each for itself; more are one line that leads to them all", async () => {
  const { club } = await synced();
  const view = blank(club.view());
  const told = (many) => waiting({ ...view, choices: Array.from({ length: many }, (_, i) => ({ id: `c${i}`, what: `Chỗ ${i}` })) }).filter(({ go }) => go.startsWith("chon"));
  assert.deepEqual(told(2).map(({ go, cause }) => [go, cause]), [["chon/c0", "Chỗ 0"], ["chon/c1", "Chỗ 1"]]);
  assert.deepEqual(told(6).map(({ go, what }) => [go, what]), [["chon", "Cần bác xem và chọn 6 chỗ"]]);
});

test("birthdays of the next two weeks by both calendars, the 29th of February too", async () => {
  const { club } = await synced();
  const view = blank(club.view());
  const one = (born) => [{ id: "x", name: "Lê Thị X", called: "bà X", born, joined_on: "2020-01-01" }];
  const told = (born, today) => waiting({ ...view, today, members: one(born), club: { ...view.club, launched_on: null } }).filter((item) => item.key.startsWith("birthday")).map((item) => item.cause.replaceAll("\u00a0", " "));
  assert.deepEqual(told("1956-09-30", TODAY), ["Thứ Tư 30/9, tính âm lịch thì thứ Ba 06/10: 70 tuổi, tuổi mừng thọ."], "once, with both days");
  assert.deepEqual(told("1956-11-20", TODAY), []);
  assert.match(told("1952-02-29", "2026-02-20").join(), /28\/02: 74 tuổi/);
  assert.match(told("1950-09-26", "2026-09-20").join(" "), /26\/9: 76 tuổi/);
  assert.deepEqual(told("1950", TODAY), [], "only the year is known");
});

test("a long life is wished at the ages of the law, around Tết", async () => {
  assert.deepEqual([69, 70, 72, 75, 90, 99, 100, 101].map(isWished), [false, true, false, true, true, false, true, true]);
  const { club } = await synced();
  const view = club.view();
  assert.ok(!keys(view).includes("wishes"));
  assert.ok(keys({ ...view, today: "2026-02-10" }).includes("wishes"));
  assert.deepEqual(wishedIn(view, 2026).map(({ age }) => age), [90, 85, 80, 75, 70]);
});

test("Tết is told three weeks ahead, and the next meeting keeps out of it", async () => {
  const { club } = await synced();
  const view = { ...blank(club.view()), today: "2026-02-01" };
  assert.ok(keys(view).includes("tet"));
  assert.equal(nextOn({ ...view, club: { ...view.club, meeting_day: 17 } }), "2026-02-23", "17/2/2026 is mùng 1: it moves to mùng 7");
});

test("where nothing waits, the next meeting is named", async () => {
  const { club } = await synced();
  const view = { ...blank(club.view()), club: { ...club.view().club, launched_on: null } };
  assert.deepEqual(waiting(view), []);
  assert.equal(nothingWaits(view).replaceAll("\u00a0", " "), "Không có việc nào chờ. Buổi sinh hoạt tới: thứ Năm 15/10.");
});

test("feasts of both calendars are known by their day", () => {
  assert.deepEqual([feastsOn("2026-09-25"), feastsOn("2026-09-02"), feastsOn("2026-02-17"), feastsOn("2026-09-03")], [["Tết Trung thu"], ["Quốc khánh"], ["Tết Nguyên đán"], []]);
});

test("the practice club acts like a real one, never sends, and opens on any day", async () => {
  for (const day of ["2026-01-31", "2026-02-17", "2026-09-25", "2028-02-29"]) {
    const club = await practiceClub(at(day));
    const view = club.view();
    assert.deepEqual([view.members.length, view.practice, view.today, view.doubt], [24, true, day, false]);
    assert.ok(view.loans.length >= 5 && view.meetings.length === 12 && view.meetings.every((row) => row.on < day));
    let d = meeting.begin(view, day);
    d = meeting.repayAll(meeting.dueAll(d, view), view);
    await club.act("meeting", meeting.bodyOf(d), { uid: d.uid, endsDraft: true });
    assert.equal(club.view().meetings[0].on, day);
    assert.deepEqual(await club.sync(), { ok: true, why: "practice", retryIn: 0 });
    assert.equal(club.view().unsent.length, 1);
    for (const fund of Object.values(view.money.balances)) assert.ok(fund.cash > 0);
  }
});

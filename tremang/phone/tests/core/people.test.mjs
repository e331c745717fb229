/** What is told of one member, and what the acts between meetings make of the answers. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { alike, attendance, birthWords, readBirth, readName, readPhone, trend } from "../../static/phone/core/people.js";
import { practiceClub } from "../../static/phone/core/practice.js";
import { actAgain, actOf } from "../../static/phone/ui/acts/index.js";
import { everybody, takenOf, typedOn, wrongFigure } from "../../static/phone/ui/acts/measuring.js";
import { toldOf } from "../../static/phone/ui/asks.js";

const TODAY = "2026-09-25";
const refuses = (run, code) => assert.throws(run, (problem) => problem.code === code && problem.sentence.length > 10);
const view = (await practiceClub({ now: () => Date.parse("2026-09-25T09:00:00+07:00") })).view();
const may = { ...view, care: view.care ?? {}, club: { ...view.club, powers: ["keep_money", "keep_books", "keep_members", "record_meeting"] } };

test("a birth is a year or a day, and two digits of a year are of the last century", () => {
  assert.equal(readBirth(" 1952 ", TODAY), "1952");
  assert.equal(readBirth("5/9/1952", TODAY), "1952-09-05");
  assert.equal(readBirth("5/9/52", TODAY), "1952-09-05");
  assert.equal(birthWords("1952"), "năm 1952");
  refuses(() => readBirth("52", TODAY), "birth_unread");
  refuses(() => readBirth("5/9", TODAY), "birth_unread");
  refuses(() => readBirth("2031", TODAY), "birth_ahead");
  refuses(() => readBirth("1880", TODAY), "too_old");
  refuses(() => readBirth("", TODAY), "no_birth");
});

test("a phone may be written with spaces or with +84, and a name needs two words of letters", () => {
  assert.equal(readPhone("+84 912 345 678"), "0912345678");
  assert.equal(readPhone(""), "");
  refuses(() => readPhone("12345"), "bad_phone");
  assert.equal(readName("  Trần  Thị Lụa "), "Trần Thị Lụa");
  refuses(() => readName("Lụa"), "name_short");
  refuses(() => readName("Lụa 2"), "name_letters");
});

test("somebody who may be there already is told while his name is typed without marks", () => {
  const rows = [{ id: "1", name: "Trần Thị Lụa", born: "1952" }, { id: "2", name: "Trần Văn Lụa", born: "1952-01-02" }, { id: "3", name: "Lê Thị Hoa" }];
  assert.deepEqual(alike(rows, "tran thi lua").map((one) => one.id), ["1"]);
  assert.deepEqual(alike(rows, "Trần Lụa", "1952").map((one) => one.id), ["1", "2"]);
  assert.deepEqual(alike(rows, "Lụa"), []);
});

test("twelve months of one member say who came, who did not, and what to do about it", () => {
  const meetings = ["2026-09-15", "2026-08-15", "2026-07-15", "2026-05-15"].map((on, index) => ({ on, marks: index < 2 ? { 7: "absent" } : {} }));
  const rows = attendance(meetings, { id: "7", joined_on: "2026-06-01" }, TODAY);
  assert.deepEqual(rows.slice(0, 5).map((row) => row.mark), ["absent", "absent", "present", "none", "before"]);
  assert.equal(trend(rows), "Có mặt 1 trong 3 buổi. Vắng 2 buổi liền, nên hỏi thăm.");
  assert.equal(trend([]), "");
});

test("figures are typed with a comma, sent in the units of the book, and refused where they cannot be", () => {
  assert.equal(["5", "2", ",", "5", "0"].reduce(typedOn, ""), "52,5");
  const kinds = view.club.reading_kinds;
  assert.deepEqual(takenOf({ typed: { 3: { systolic: "128", diastolic: "82", weight: "52,5" }, 4: {} }, agreeing: ["3", "4"] }, view), {
    taken: { 3: { systolic: 128, diastolic: 82, weight: 52_500 } }, agreeing: ["3"],
  });
  assert.equal(wrongFigure(kinds, { systolic: "82", diastolic: "128" })[0], "systolic");
  assert.equal(wrongFigure(kinds, { systolic: "120" })[0], "diastolic");
  assert.equal(wrongFigure(kinds, { systolic: "400", diastolic: "80" })[0], "systolic");
  assert.equal(wrongFigure(kinds, { systolic: "120", diastolic: "80" }), null);
});

test("each act makes the body that the server reads", () => {
  const body = (name, answers) => actOf(name).body(answers, view);
  assert.deepEqual(body("visit", { cared: "8", came: "no", missed: "away", volunteer: "19", day: TODAY }), { cared: "8", volunteer: "19", on: TODAY, done: [], report: "", missed: "away" });
  assert.deepEqual(body("help", { helped: "other", about: "nhà ở xóm Đông", kind: "goods", what: " 20 kg gạo ", helpers: ["3"], day: TODAY, amount: 0 }), {
    day: TODAY, helped: [], helpers: ["3"], kind: "goods", what: "20 kg gạo", about: "nhà ở xóm Đông",
  });
  assert.deepEqual(body("joined", { full_name: "Lê Thị Na", sex: "F", born: "5/9/1957", phone: "0912 345 678", joined_on: TODAY, group: "1" }), {
    person: { full_name: "Lê Thị Na", sex: "F", born: "1957-09-05", phone: "0912345678" }, joined_on: TODAY, group: "1",
  });
  assert.deepEqual(body("qua-doi", { membership: "3", left_on: TODAY }), { membership: "3", left_on: TODAY, reason: "died" });
  assert.deepEqual(body("gift", { kind: "goods", what: "5 bộ ấm chén", amount: 0, giver: "none", fund: "activity", day: TODAY }), {
    day: TODAY, fund: "activity", amount: 0, kind: "goods", what: "5 bộ ấm chén", giver: "", anonymous: true, words: "",
  });
  assert.deepEqual(body("dues", { m: "3", sum: 20_000, day: TODAY }), { day: TODAY, sums: { 3: 20_000 } });
});

test("a refused act opens on its own screens with what was written, and gives the same body again", () => {
  const day = TODAY;
  const bodies = {
    dues: { day, sums: { 3: 20_000 } }, left: { membership: "3", left_on: day, reason: "died" },
    slip: { day, fund: "activity", kind: view.club.slip_kinds.find((one) => one.in).key, amount: 5_000, who: "bà Cam", words: "lãi" },
    gift: { day, fund: "activity", amount: 100_000, kind: "money", what: "", giver: "ông Lâm", words: "mừng thọ" },
    visit: { cared: "8", volunteer: "19", on: day, done: ["talk"], report: "", missed: "" },
    help: { day, helped: ["3"], helpers: [], kind: "goods", what: "gạo" },
    joined: { person: { full_name: "Lê Thị Na", sex: "F", born: "1957-09-05", phone: "0912345678" }, joined_on: day, group: "1" },
    card: { membership: "1", changes: { phone: ["", "0912345678"], born: [view.byId[1].born, "1949-02-03"], nickname: ["Cam xóm Đình", ""] } },
    readings: { day, taken: { 3: { systolic: 128, diastolic: 82, weight: 52_500 }, 4: { weight: 61_000 } }, agreeing: ["4"] },
  };
  for (const [kind, body] of Object.entries(bodies)) {
    const { act, answers } = actAgain({ kind, body }, may);
    assert.deepEqual(act.body(answers, view), body, kind);
    assert.ok(act.questions(view, answers).every((one) => one.key === "membership" || toldOf(one, one.key in answers ? answers[one.key] : one.initial, answers, view) !== undefined), kind);
  }
});

test("a refused correction of a meeting opens on its own screens with every change, and gives the same changes again", () => {
  const [meeting] = view.meetings;
  const [first, second] = Object.keys(meeting.contents);
  const lacking = view.club.areas.map(({ n }) => String(n)).find((n) => !meeting.contents[n]);
  const changes = {
    "marks.2": [meeting.marks[2] ?? "present", meeting.marks[2] === "absent" ? "excused" : "absent"], decisions: [meeting.decisions, "Tăng mức đóng góp."],
    [`contents.${first}`]: [meeting.contents[first], null], [`contents.${second}`]: [meeting.contents[second], { ...meeting.contents[second], note: "đã làm khác" }],
    [`contents.${lacking}`]: [null, { note: "làm thêm" }],
  };
  const { act, answers } = actAgain({ kind: "meeting_fix", body: { meeting: meeting.id, changes } }, may);
  assert.deepEqual(act.body(answers, view), { meeting: meeting.id, changes });
  assert.equal(actAgain({ kind: "meeting_fix", body: { meeting: "0", changes } }, may), null, "the meeting is not on this phone");
  assert.equal(actAgain({ kind: "meeting_fix", body: { meeting: meeting.id, changes: { guests: [0, 3] } } }, may), null, "of guests no screen asks");
});

test("of several lines each can be put right or left out", () => {
  for (const [kind, ids] of [["dues", ["3", "4"]], ["repayments", view.loans.map((loan) => loan.id).slice(0, 2)]]) {
    const body = { day: TODAY, sums: Object.fromEntries(ids.map((id) => [id, 20_000])) };
    const { act, answers } = actAgain({ kind, body }, may);
    assert.deepEqual(act.body(answers, view), body, kind);
    assert.equal(act.questions(view, answers)[0].key, "sums");
    const put = { ...answers, sums: { ...answers.sums, [ids[0]]: 0, [ids[1]]: 30_000 } };
    assert.deepEqual(act.body(put, view).sums, { [ids[1]]: 30_000 });
    assert.equal(act.nothing(put, view), "");
    assert.notEqual(act.nothing({ ...put, sums: { [ids[0]]: 0 } }, view), "");
    assert.match(act.words(put, view), /1 người, 30\.000/);
  }
  const help = { day: TODAY, helped: ["3", "4"], helpers: [], kind: "goods", what: "gạo" };
  const { act, answers } = actAgain({ kind: "help", body: help }, may);
  assert.deepEqual(act.body(answers, view), help);
});

test("whoever was measured and has left stands at the end of the list, so that he can be taken out", () => {
  const gone = { ...view, members: view.members.filter((one) => one.id !== "3") };
  const { rows } = actAgain({ kind: "readings", body: { day: TODAY, taken: { 3: { weight: 52_500 } }, agreeing: [] } }, may).answers;
  assert.deepEqual(everybody(gone, rows).map((one) => one.id).at(-1), "3");
  assert.equal(everybody(gone, { ...rows, typed: { 3: {} } }).length, gone.members.length);
});

test("a card and a meeting send only what was changed, with what stood there before", () => {
  const card = actOf("card");
  assert.deepEqual(card.body({ membership: "1", full_name: "Đào Văn Cam", phone: "0912 345 678", nickname: "" }, view), {
    membership: "1", changes: { phone: ["", "0912345678"], nickname: ["Cam xóm Đình", ""] },
  });
  assert.notEqual(card.nothing({ membership: "1" }, view), "");
  const stood = (born) => card.questions({ ...view, byId: { ...view.byId, 1: { ...view.byId[1], born } } }, { membership: "1" }).find(({ key }) => key === "born").wasTold;
  assert.deepEqual(["1948", "1952-09-05", ""].map(stood), ["năm 1948", "05/9/1952", ""]);
  const [meeting] = view.meetings;
  const fix = actOf("meeting_fix");
  const contents = Object.keys(meeting.contents);
  assert.notEqual(fix.nothing({ meeting: meeting.id, contents }, view), "");
  const { changes } = fix.body({ meeting: meeting.id, contents: contents.slice(1), decisions: "Tăng mức đóng góp.", marks: { 2: "absent" } }, view);
  assert.deepEqual(Object.keys(changes).sort(), [`contents.${contents[0]}`, "decisions", "marks.2"]);
  assert.deepEqual(changes.decisions, [meeting.decisions, "Tăng mức đóng góp."]);
  assert.equal(changes[`contents.${contents[0]}`][1], null);
});

test("acts are offered to those whose post may do them", () => {
  const as = (powers) => ["tham", "do", "chi", "thanh-vien-moi", "sua-buoi"].filter((name) => actOf(name).may({ ...view, club: { ...view.club, powers } }));
  assert.deepEqual(as(["keep_money"]), ["chi"]);
  assert.deepEqual(as(["keep_members", "keep_books", "record_meeting"]), ["tham", "do", "thanh-vien-moi", "sua-buoi"]);
});

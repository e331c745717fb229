// What the phone reckons as Python does: sums, days, the lunar calendar, names, and why a box does not match.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as days from "../../static/phone/core/days.js";
import { causesOf } from "../../static/phone/core/likely.js";
import * as lunar from "../../static/phone/core/lunar.js";
import * as money from "../../static/phone/core/money.js";
import * as names from "../../static/phone/core/names.js";

const table = JSON.parse(readFileSync(process.env.TABLES, "utf8"));

function outcome(read) {
  try {
    return { value: read() };
  } catch (problem) {
    return { code: problem.code, sentence: problem.sentence };
  }
}

test("a sum is said and written as a voucher of the server says it", () => {
  assert.ok(table.words.length > 500);
  for (const [amount, words, written] of table.words) {
    assert.equal(money.inWords(amount), words);
    assert.equal(money.vnd(amount), written);
  }
});

test("a typed day is understood, or refused with the same sentence, as on the server", () => {
  for (const row of table.days) {
    const got = outcome(() => days.readDay(row.text, table.today, row.ahead));
    if (row.code === undefined) assert.equal(got.value, row.day, row.text);
    else assert.deepEqual([got.code, got.sentence], [row.code, row.sentence], row.text);
  }
});

test("days are written as on the server", () => {
  for (const [iso, day, long] of table.written) assert.deepEqual([days.day(iso), days.longDay(iso)], [day, long]);
});

test("every day from 2020 to 2040 has the lunar date that the server gives it", () => {
  assert.ok(table.lunar.length > 7600);
  for (const [iso, day, month, year, leap, words, tet] of table.lunar) {
    assert.deepEqual(lunar.lunarOf(iso), { day, month, year, leap }, iso);
    assert.equal(lunar.lunarWords(iso).replaceAll("\u00a0", " "), words);
    assert.equal(lunar.isTet(iso), tet, iso);
  }
});

test("a lunar day falls on the solar day that the server says", () => {
  for (const [year, month, day, iso] of table.solar) assert.equal(lunar.solarOf({ day, month, year }), iso);
});

test("a club meets next on the day that the server says", () => {
  for (const [day, byLunar, since, next, following] of table.meeting_days) {
    assert.equal(lunar.nextMeeting(day, byLunar, since), next, `${day} ${byLunar} ${since}`);
    assert.equal(lunar.followingMeeting(day, byLunar, since), following, `after ${day} ${byLunar} ${since}`);
  }
});

test("lunar birthdays fall on the days that the book of culture says", () => {
  for (const [born, found] of table.birthdays) assert.deepEqual(lunar.lunarBirthdays(born, "2026-01-01", "2027-12-31"), found, born);
});

test("names are tidied, found and sorted as on the server", () => {
  for (const [name, clean, fold, key] of table.names) {
    assert.equal(names.clean(name), clean);
    assert.equal(names.fold(name), fold);
    assert.equal(names.sortKey(name), key, name);
  }
  const byPhone = table.names.map(([name], id) => ({ name, id })).sort(names.byGivenName).map((row) => names.sortKey(row.name));
  assert.deepEqual(byPhone, table.names.map((row) => row[3]).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
});

test("a box that does not match gets the causes that the server would name, in its order and with its weights", () => {
  assert.ok(table.boxes.length >= 400);
  for (const { box, causes } of table.boxes) {
    const mine = causesOf(box).slice(0, causes.length);
    assert.deepEqual(mine.map(({ why, kind, keys }) => ({ why, kind, keys })), causes.map(({ why, kind, keys }) => ({ why, kind, keys })));
    mine.forEach((cause, i) => assert.ok(Math.abs(cause.weight - causes[i].weight) < 1e-6 * Math.max(1, causes[i].weight)));
  }
});

test("of meetings with one mistake the true cause is among the first three in at least 80 of 100", () => {
  const pointsAt = (cause, why, key) => cause.why === why && (cause.keys.includes(key) || !(key || cause.keys.length));
  const hits = table.boxes.filter(({ box, why, key }) => causesOf(box).slice(0, 3).some((cause) => pointsAt(cause, why, key)));
  assert.ok(hits.length >= 0.8 * table.boxes.length, `${hits.length} of ${table.boxes.length}`);
});

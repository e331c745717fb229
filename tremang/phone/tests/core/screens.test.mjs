/** What screens share, without a browser: works done once, lists that are looks, codes as they are written down. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { practiceClub } from "../../static/phone/core/practice.js";
import { actOf } from "../../static/phone/ui/acts/index.js";
import { askReadings } from "../../static/phone/ui/acts/measuring.js";
import { ask } from "../../static/phone/ui/asks.js";
import { look } from "../../static/phone/ui/looked.js";
import { once } from "../../static/phone/ui/once.js";
import { codeWords } from "../../static/phone/ui/words.js";

const TODAY = "2026-09-25";
const clock = { now: () => Date.parse("2026-09-25T09:00:00+07:00") };
const view = (await practiceClub(clock)).view();

test("the eight digits of a code stand in two fours", () => assert.equal(codeWords("01234567"), "0123 4567"));

test("a work runs once at a time; what goes wrong is said, and what was typed can be typed again", async () => {
  const app = { redraw() {} };
  const state = { busy: false, pin: "471", error: "Mã chưa đúng." };
  let [runs, end] = [0, null];
  const work = () => new Promise((_, fail) => { runs += 1; end = fail; });
  const first = once(app, state, work, { failed: () => "Mời mở lại." });
  await once(app, state, work);
  assert.deepEqual([runs, state.busy, state.error], [1, true, ""]);
  end(new Error("broken"));
  await first;
  assert.deepEqual(state, { busy: false, pin: "", error: "Mời mở lại." });
  const refuses = async () => { throw Object.assign(new Error(), { sentence: "Máy hết chỗ." }); };
  await once(app, state, refuses, { pin: "4711" });
  assert.deepEqual(state, { busy: false, pin: "", error: "Máy hết chỗ." });
});

test("the list of who is cared for opens once the look at it is written down, and stays shut where it cannot be", async () => {
  const club = await practiceClub(clock);
  const seen = { ...view, club: { ...view.club, powers: ["keep_books"] }, care: { cared: { 1: { m: "3", from: TODAY, to: null } } } };
  const [question] = actOf("visit").questions(seen, {});
  const element = () => ({ words: "", setAttribute() {}, append(child) { this.words += ` ${child.words ?? child}`; } });
  globalThis.document = { createElement: element, createElementNS: element };
  const screen = (act) => {
    const memory = { find: "" };
    return { memory, drawn: 0, club: { now: () => club.now(), act }, state: () => memory, redraw() { this.drawn += 1; } };
  };
  const names = (app) => ask(question, { app, view: seen, a: {}, put() {} }).body.flat(9).some((each) => each?.words?.includes(view.byId[3].name));
  const app = screen((...told) => club.act(...told));
  assert.equal(names(app), false);
  while (!app.drawn) await new Promise((go) => setTimeout(go));
  const looks = [...club.kept.values()].filter((row) => row?.kind === "looked").map((row) => JSON.parse(row.text).body);
  assert.deepEqual(looks.map(({ what, membership }) => [what, membership]), [["care", undefined]]);
  assert.equal(names(app), true);
  const full = screen(() => Promise.reject(new Error("full")));
  await assert.rejects(look(full, full.memory, "look", ...question.look));
  assert.equal(names(full), false);
  assert.equal(full.memory.look, undefined, "only a tap tries again");
  assert.equal(full.drawn, 1, "what waited for it is shown as shut again");
  delete globalThis.document;
});

test("after somebody who has left the next one is whoever stands behind him, not the first of the list once more", () => {
  const element = () => ({ words: "", setAttribute() {}, append(child) { this.words = child; } });
  globalThis.document = { createElement: element, createElementNS: element };
  const [one, two] = ["3", "4"];
  const seen = { ...view, members: view.members.filter(({ id }) => ![one, two].includes(id)), health: { ...view.health, agreed: Object.keys(view.byId) } };
  const value = { typed: { [one]: { weight: "52" }, [two]: { weight: "60" } }, agreeing: [], passed: [] };
  const led = (value, who, words) => {
    const [went, memory] = [[], { at: "weight", error: "" }];
    const app = { state: () => memory, redraw() {}, go: (path) => went.push(path) };
    const flow = { app, view: seen, a: { what: ["weight"] }, value, rest: [who], index: 1, path: (where) => `ghi/do/-/${where}`, put() {} };
    askReadings({ key: "rows" }, flow).foot.find((key) => key.words === words).onclick();
    return went;
  };
  assert.deepEqual(led(value, one, "Xong, sang người sau"), ["ghi/do/-/2"], "those behind him are measured");
  assert.deepEqual(led(value, one, "Không đo"), ["ghi/do/-/2"], "of him nothing is left, so he stands in the list no more");
  const [next] = seen.members.slice(-1);
  assert.deepEqual(led({ ...value, passed: seen.members.slice(0, -1).map(({ id }) => id) }, seen.members.at(-2).id, "Không đo"), [`ghi/do/-/2/${next.id}`]);
  delete globalThis.document;
});

test("what is ticked stands in the list's own order, however it was tapped", () => {
  let made = [];
  const element = () => made[made.push({ append() {}, setAttribute(name, value) { this[name] = value; } }) - 1];
  globalThis.document = { createElement: element, createElementNS: element };
  const question = { key: "contents", kind: "picks", ask: "Nội dung nào?", options: ["1", "2", "7", "8"].map((key) => ({ key, label: key })) };
  let value = ["8"];
  for (const key of ["2", "1", "2"]) {
    made = [];
    ask(question, { view, a: {}, value, put: (next) => { value = next; } });
    made.find((each) => each["data-key"] === key).onclick();
  }
  assert.deepEqual(value, ["1", "8"]);
  delete globalThis.document;
});

test("a screen whose file comes after its club was wiped is not drawn with what is gone: the address is looked at anew", async () => {
  globalThis.document = { body: { dataset: {} }, documentElement: {} };
  globalThis.localStorage = { getItem: () => null };
  const { App } = await import("../../static/phone/ui/app.js");
  const app = { path: "viec-cho", club: { view: () => ({ club: { id: "1" } }) }, redraw: () => "anew" };
  const drawn = App.prototype.redraw.call(app);
  app.club = null;
  assert.equal(await drawn, "anew");
});

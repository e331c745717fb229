/** An invented club to practise with: 24 people who do not exist, a year of meetings, loans. It never sends anything. */

import { openClub } from "./club.js";
import { addDays, addMonths, dayMonthsLater, hanoiDay, isoDay, monthOf, parts } from "./days.js";
import { nextMeeting } from "./lunar.js";
import { calledOf, given, titleOf } from "./names.js";
import { memoryStore } from "./store.js";

const DAY = 15;
const MONTHS = 12;
const DUES = 20_000;
/** name, sex, age, group, nickname */
const PEOPLE = [
  ["Ngô Thị Bưởi", "F", 71, "1", ""], ["Đào Văn Cam", "M", 74, "1", "Cam xóm Đình"], ["Lương Thị Chanh", "F", 66, "1", ""],
  ["Phan Văn Dừa", "M", 80, "2", ""], ["Đỗ Thị Đào", "F", 63, "2", ""], ["Vũ Văn Gấc", "M", 69, "2", "Gấc thợ mộc"],
  ["Trịnh Thị Hồng", "F", 58, "1", ""], ["Bùi Văn Khế", "M", 77, "3", ""], ["Lê Thị Lê", "F", 85, "3", "cụ Lê xóm Chùa"],
  ["Mai Thị Lựu", "F", 61, "3", ""], ["Hoàng Văn Mít", "M", 68, "3", ""], ["Nguyễn Thị Mơ", "F", 64, "1", ""],
  ["Trần Thị Mận", "F", 67, "1", ""], ["Đinh Văn Na", "M", 72, "2", ""], ["Phạm Thị Nhãn", "F", 70, "2", ""], ["Lý Văn Ổi", "M", 66, "2", ""],
  ["Cao Thị Quýt", "F", 59, "3", ""], ["Tạ Văn Sấu", "M", 75, "3", ""], ["Dương Thị Sen", "F", 73, "1", ""], ["Hà Văn Tre", "M", 62, "1", ""],
  ["Chu Thị Vải", "F", 55, "2", ""], ["Nguyễn Văn Vối", "M", 90, "2", ""], ["Đặng Thị Xoài", "F", 65, "3", ""], ["Kiều Văn Bòng", "M", 60, "3", ""],
];
const BOARD = [["12", "secretary"], ["1", "chair"], ["6", "treasurer"], ["13", "member"]];
const AREAS = [
  ["Tăng thu nhập", [["mentored", "Số người được đỡ đầu làm kinh tế"]]],
  ["Chăm sóc sức khỏe", [["measured", "Số người được đo huyết áp"], ["weighed", "Số người được cân"]]],
  ["Chăm sóc tại nhà dựa vào tình nguyện viên", [["cared_for", "Số người được chăm sóc tại nhà"], ["visits", "Số lượt tình nguyện viên đến nhà"]]],
  ["Tự giúp nhau và hỗ trợ cộng đồng", [["helped", "Số người gặp khó khăn được giúp"], ["actions", "Số việc làm cho cộng đồng"]]],
  ["Quyền và lợi ích", [["advised", "Số người được giúp về giấy tờ, chế độ"]]],
  ["Nâng cao nhận thức, kiến thức", [["heard", "Số người nghe nói chuyện"]]],
  ["Văn hóa, văn nghệ, thăm hỏi, giao lưu", [["visited", "Số người được thăm hỏi"]]],
  ["Vận động nguồn lực", [["gave", "Số người, đơn vị ủng hộ"]]],
];
/** borrower, principal, months, paid out so many months ago */
const LOANS = [["0", 5_000_000, 10, 4], ["4", 3_000_000, 10, 6], ["9", 6_000_000, 12, 2], ["15", 4_000_000, 10, 8], ["20", 5_000_000, 12, 1], ["10", 2_000_000, 10, 5]];

/** An opened practice club. `clock` as in `openClub`. */
export async function practiceClub(clock = { now: () => Date.now() }) {
  const store = memoryStore();
  const parts = practiceParts(hanoiDay(clock.now()));
  const put = Object.fromEntries(Object.entries(parts).map(([name, body]) => [`c/part/${name}`, { hash: "practice", body }]));
  await store.write({ put: { ...put, "c/meta": { lastSync: clock.now(), day: hanoiDay(clock.now()) } } });
  return openClub({ store, transport: never, clock, practice: true });
}

const never = () => Promise.reject(new Error("a practice club never sends"));
const choice = (list) => list.map(([key, label, more]) => ({ key, label, ...more }));

/** The invented club as parts: name → body. The same day gives the same club. */
export function practiceParts(today) {
  const rows = membersOf(today);
  const held = meetingsOf(today);
  const loans = loansOf(today);
  const byYear = {};
  for (const [id, row] of Object.entries(held)) (byYear[`meetings-${row.on.slice(0, 4)}`] ??= { rows: {} }).rows[id] = row;
  return {
    club: clubOf(today, held), members: { rows }, ...byYear, ...moneyOf(today, held, loans), care: careOf(today),
    health: { agreed: Object.keys(rows), rows: {}, referrals: {}, advice: [] }, help: { rows: {} }, inbox: { choices: [], mine: [] },
  };
}

function clubOf(today, held) {
  return {
    id: "0", name: "Câu lạc bộ tập dùng", commune: "Xã tập dùng", place: "Nhà văn hóa thôn Tre", meeting_day: DAY, lunar: false, time: "08:00",
    launched_on: addDays(today, -900), posts: ["club_secretary"], user: { name: "Trần Thị Mận", address: "bác" }, me: "12",
    powers: ["record_meeting", "meeting_money", "keep_money", "keep_members", "keep_books", "see_persons", "see_care", "see_health"],
    board: BOARD.map(([m, post]) => ({ m, post, label: { secretary: "Thư ký", chair: "Chủ nhiệm", treasurer: "Thủ quỹ", member: "Ủy viên" }[post] })),
    groups: { 1: "Tổ 1", 2: "Tổ 2", 3: "Tổ 3" }, dues: { amount: DUES, fund: "activity", fund_name: "Quỹ hoạt động" },
    regulation: { rate_month: "0.5", cap: 10_000_000, months_max: 12, method: "flat" }, closed_to: null,
    areas: AREAS.map(([name, counts], i) => ({ n: i + 1, name, counts: choice(counts), last_on: lastDone(held, i + 1) })),
    themes: choice([["digital", "Chuyển đổi số"], ["green", "Chuyển đổi xanh"], ["startup", "Khởi nghiệp"], ["jobs", "Tạo việc làm"]]),
    leave_reasons: choice([["left", "Xin thôi"], ["moved", "Chuyển nơi ở"], ["died", "Đã mất"]]),
    help_kinds: choice([["goods", "Hiện vật"], ["work", "Ngày công"], ["money", "Tiền"], ["company", "Hỏi han"]]),
    care_done: choice([["talk", "Trò chuyện"], ["chores", "Việc nhà"], ["bath", "Tắm giặt"], ["medicine", "Nhắc thuốc"]]),
    care_missed: choice([["away", "Người được thăm đi vắng"], ["ill", "Tình nguyện viên ốm"]]),
    gift_kinds: choice([["money", "Tiền"], ["goods", "Hiện vật"]]),
    slip_kinds: choice([
      ["tea", "Chè nước, bánh kẹo", { in: false, fund: "activity" }], ["visits", "Thăm hỏi, phúng viếng", { in: false, fund: "activity" }],
      ["interest", "Lãi tiền gửi", { in: true, fund: "income" }],
    ]),
    reading_kinds: choice([
      ["systolic", "Huyết áp tâm thu", { unit: "mmHg", min: 50, max: 300, scale: 1 }],
      ["diastolic", "Huyết áp tâm trương", { unit: "mmHg", min: 20, max: 200, scale: 1 }],
      ["weight", "Cân nặng", { unit: "kg", min: 20, max: 200, scale: 1000 }],
    ]),
    notes: [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000], undo_days: 30, next_on: nextMeeting(DAY, false, today),
  };
}

const lastDone = (held, n) => Object.values(held).filter((row) => row.contents[n]).map((row) => row.on).sort().at(-1) ?? null;

function membersOf(today) {
  const year = parts(today)[0];
  return Object.fromEntries(
    PEOPLE.map(([name, sex, age, group, nickname], i) => {
      const born = isoDay(year - age, ((i * 5) % 12) + 1, ((i * 7) % 27) + 1);
      const title = titleOf(sex, age);
      const card = { name, given: given(name), sex, born, title };
      return [String(i), {
        ...card, called: calledOf(card, today), born_exact: true, group, nickname, joined_on: addDays(today, -880 + (i % 5) * 40), left_on: null, version: 1,
        exempt: age >= 85, phone: "", address: "", hamlet: "Thôn Tre", person: `p${i}`,
      }];
    }),
  );
}

/** The days of the last twelve meetings, the oldest first; this month's is left to be held. */
function daysOf(today) {
  const first = addMonths(monthOf(today), -MONTHS);
  return Array.from({ length: MONTHS }, (_, i) => nextMeeting(DAY, false, `${addMonths(first, i)}-01`));
}

function meetingsOf(today) {
  const found = {};
  daysOf(today).forEach((on, i, days) => {
    const marks = {};
    for (let k = 0; k < 3; k += 1) marks[String((i * 5 + k * 9) % 24)] = ["absent", "excused", "represented"][k];
    if (i >= MONTHS - 3) marks[8] = "absent"; // somebody to visit
    const done = [1, 2, 7, 8, ((i * 3) % 8) + 1];
    found[`b${i}`] = {
      on, version: 1, expected: PEOPLE.length, present: PEOPLE.length - Object.keys(marks).length, marks,
      contents: Object.fromEntries(done.map((n) => [n, { note: n === 2 ? "Đo huyết áp, tập dưỡng sinh" : "", counts: n === 2 ? { measured: 12 + i } : {} }])),
      themes: i % 4 ? [] : ["digital"], own_themes: [], place: "Nhà văn hóa thôn Tre", chaired_by: "Đào Văn Cam", written_by: "Trần Thị Mận", guests: 0, guest_names: "",
      decisions: "Giữ mức đóng góp như cũ.", next_plan: "Thăm người ốm.", next_on: days[i + 1] ?? nextMeeting(DAY, false, `${monthOf(today)}-01`), code: "",
    };
  });
  return found;
}

function loansOf(today) {
  const found = {};
  LOANS.forEach(([m, principal, months, ago], i) => {
    const start = dayMonthsLater(`${monthOf(today)}-${DAY}`, -ago);
    const [each, interest] = [Math.round(principal / months / 1000) * 1000, principal / 200];
    const schedule = Array.from({ length: months }, (_, k) => [dayMonthsLater(start, k + 1), k === months - 1 ? principal - each * (months - 1) : each, interest]);
    const ahead = schedule.filter(([on]) => on >= `${monthOf(today)}-01`);
    const due = ahead.filter(([on]) => on <= addDays(nextMeeting(DAY, false, today), 7));
    const [part, charge] = [1, 2].map((column) => due.reduce((sum, row) => sum + row[column], 0));
    found[`v${i}`] = {
      m, debtor: null, principal, state: "running", left: ahead.reduce((sum, [, part]) => sum + part, 0), due_now: part + charge, due_principal: part, due_interest: charge,
      next_due_on: ahead[0][0], overdue_since: i === 3 && ahead[0][0] < today ? ahead[0][0] : null, schedule, label: `V-${String(i + 1).padStart(2, "0")}`,
    };
  });
  return found;
}

function moneyOf(today, held, loans) {
  const activity = { cash: 1_260_000, bank: 0, loans: 0, total: 1_260_000 };
  const lent = Object.values(loans).reduce((sum, loan) => sum + loan.left, 0);
  const income = { cash: 12_400_000, bank: 0, loans: lent, total: 12_400_000 + lent };
  const until = addMonths(monthOf(today), -1);
  const dues = Object.fromEntries(PEOPLE.map(([, , age], i) => [i, { until, owed: age >= 85 ? 0 : DUES }]));
  const months = {};
  Object.values(held).forEach((row, i) => {
    const payers = PEOPLE.length - 2;
    const rows = [
      [`t${i}a`, `PT-${i + 1}`, row.on, "activity", DUES * payers, 0, `Đóng góp của ${payers} người`, null, "dues", 0, `b${i}`],
      [`t${i}b`, `PC-${i + 1}`, row.on, "activity", 0, 150_000 + (i % 3) * 30_000, "Chè nước, bánh kẹo", null, "spending", 0, `b${i}`],
    ];
    const counted = 1_200_000 + i * 5_000;
    const opening = { activity: 900_000 + i * 30_000, income: 12_400_000 };
    months[`money-${monthOf(row.on)}`] = { rows, opening, counts: [{ fund: "activity", day: row.on, counted, book: counted }] };
  });
  const funds = [{ key: "income", name: "Quỹ tăng thu nhập" }, { key: "activity", name: "Quỹ hoạt động" }];
  return { money: { as_of: 1, meets: nextMeeting(DAY, false, today), balances: { income, activity }, dues, loans, funds }, ...months };
}

function careOf(today) {
  return {
    cared: { c1: { m: "8", from: addDays(today, -300), to: null }, c2: { m: "21", from: addDays(today, -200), to: null } },
    pairs: [{ cared: "c1", volunteer: "19" }, { cared: "c2", volunteer: "6" }], volunteers: ["19", "6", "16"],
    open: [{ cared: "c1", volunteer: "19", on: addDays(today, -1) }], visits: {},
  };
}

/** Somebody joins the club. */

import { ageOn } from "../../core/days.js";
import { calledOf, clean } from "../../core/names.js";
import { alike, birthText, birthWords, readBirth, readName, readPhone, upper } from "../../core/people.js";
import { keeps } from "../words.js";

const heard = (read) => (text, a, view) => {
  read(text, view.today);
  return "";
};
const born = (text, view) => {
  try {
    return readBirth(text, view.today);
  } catch {
    return "";
  }
};
const groups = (view) => Object.entries(view.club.groups || {}).map(([key, label]) => ({ key, label }));
const whom = (a, view) => calledOf({ full_name: a.full_name, sex: a.sex, born: born(a.born || "", view) }, view.today);

export const act = {
  slug: "thanh-vien-moi",
  kind: "joined",
  name: "Thành viên mới",
  about: "Có người vào câu lạc bộ",
  may: (view) => keeps(view, "members"),
  start: () => ({}),
  questions: (view) => [
    { key: "full_name", kind: "text", label: "Họ tên", ask: "Họ tên thành viên mới?", example: "Trần Thị Lụa", check: heard(readName), near: (text) => alike(view.members, text), told: (text) => clean(text || "") },
    { key: "sex", kind: "pick", label: "Giới tính", ask: "Nữ hay nam?", options: [{ key: "F", label: "Nữ" }, { key: "M", label: "Nam" }] },
    { key: "born", kind: "text", label: "Năm sinh hoặc ngày sinh", ask: "Sinh năm nào?", example: "1952 hoặc 05/9/1952", inputmode: "text", check: heard(readBirth),
      reads: (text) => (born(text, view) ? `sinh ${birthWords(born(text, view))}, ${ageOn(born(text, view), view.today)} tuổi` : ""),
      told: (text) => (born(text || "", view) ? [upper(birthWords(born(text, view))), `${ageOn(born(text, view), view.today)} tuổi`] : text || "") },
    { key: "phone", kind: "text", label: "Số điện thoại", ask: "Số điện thoại?", more: "Của người ấy hoặc của người nhà.", example: "0912 345 678", type: "tel", inputmode: "tel", optional: true, skip: "Không có", check: heard(readPhone) },
    ...(groups(view).length ? [{ key: "group", kind: "pick", label: "Tổ", ask: "Vào tổ nào?", optional: true, skip: "Chưa xếp tổ", options: groups(view) }] : []),
    { key: "joined_on", kind: "day", label: "Ngày vào", ask: "Vào câu lạc bộ ngày nào?", quiet: true, initial: view.today },
  ],
  warn: (a, view) => alike(view.members, a.full_name || "", born(a.born || "", view)).slice(0, 2)
    .map((one) => `Câu lạc bộ đã có ${one.called || one.name}, ${one.name}${one.born ? `, sinh ${one.born.slice(0, 4)}` : ""}. Gửi xong, sổ chung sẽ hỏi có phải một người không.`),
  from: ({ person, ...body }) => ({ ...body, ...person, born: birthText(person.born) }),
  body: (a, view) => ({
    person: { full_name: clean(a.full_name), sex: a.sex, born: readBirth(a.born, view.today), ...(a.phone ? { phone: readPhone(a.phone) } : {}) },
    joined_on: a.joined_on, ...(a.group ? { group: a.group } : {}),
  }),
  words: (a) => `Thành viên mới: ${clean(a.full_name)}`,
  said: (a) => `Đã ghi ${clean(a.full_name)} vào danh sách.`,
  title: (a, view) => `Thêm ${whom(a, view)} vào câu lạc bộ`,
  save: () => "Ghi thành viên mới",
  done: (a, view) => `Chào mừng ${whom(a, view)}`,
  again: "Ghi người khác",
};

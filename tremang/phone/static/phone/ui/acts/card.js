/** A member's card put right, field by field: all of it is read back first, only what was changed is sent. */

import { clean } from "../../core/names.js";
import { birthText, birthWords, readBirth, readName, readPhone, upper } from "../../core/people.js";
import { called, keeps, memberOf } from "../words.js";

const checked = (read) => (text, a, view) => {
  read(text, view.today);
  return "";
};

/** The fields of a card: [key in the submission, how it stands in the member's row]. */
const FIELDS = {
  full_name: (row) => row.name,
  nickname: (row) => row.nickname || "",
  title: (row) => row.own_title || "",
  sex: (row) => (row.sex || "").toUpperCase(),
  born: (row) => birthText(row.born),
  phone: (row) => row.phone || "",
};
const READ = {
  full_name: readName,
  born: readBirth,
  phone: readPhone,
};

/** What was changed: {field: [was, now]}. */
export function changes(a, view) {
  const row = memberOf(view, a.membership);
  const found = {};
  for (const [key, stands] of Object.entries(FIELDS)) {
    if (a[key] === undefined) continue;
    const read = (value) => (READ[key] && value ? READ[key](value, view.today) : clean(value));
    const [was, now] = [key === "born" ? row.born || "" : stands(row), read(a[key])];
    if (now !== was) found[key] = [was, now];
  }
  return found;
}

export const act = {
  slug: "sua-the",
  kind: "card",
  name: "Sửa thẻ thành viên",
  about: "Họ tên, năm sinh, số điện thoại",
  atOnce: true,
  may: (view) => keeps(view, "members"),
  start: (m) => ({ membership: m }),
  questions: (view, a) => {
    const row = a.membership ? memberOf(view, a.membership) : {};
    const stands = (key) => (a.membership ? FIELDS[key](row) : "");
    const text = (key, label, ask, more = {}) => ({ key, kind: "text", label, ask, quiet: true, initial: stands(key), was: stands(key), wasTold: stands(key), ...more });
    return [
      { key: "membership", kind: "member", label: "Thành viên", unread: true, ask: "Sửa thẻ của ai?", among: (now) => now.members.filter((one) => !String(one.id).startsWith("new:")) },
      text("full_name", "Họ tên", "Họ tên đúng là gì?", { check: checked(readName) }),
      text("phone", "Số điện thoại", "Số điện thoại?", { optional: true, type: "tel", inputmode: "tel", example: "0912 345 678", check: checked(readPhone) }),
      text("nickname", "Tên thường gọi", "Thường gọi là gì?", { optional: true, example: "bà giáo Lụa" }),
      text("born", "Năm sinh hoặc ngày sinh", "Sinh năm nào?", { example: "1952 hoặc 05/9/1952", check: checked(readBirth), wasTold: row.born && birthWords(row.born), told: (value) => upper(value?.length === 4 ? birthWords(value) : value || "–") }),
      { key: "sex", kind: "pick", label: "Giới tính", ask: "Nữ hay nam?", quiet: true, initial: stands("sex"), was: stands("sex"), wasTold: stands("sex") === "F" ? "Nữ" : "Nam", options: [{ key: "F", label: "Nữ" }, { key: "M", label: "Nam" }] },
      text("title", "Xưng hô riêng", "Muốn được gọi là gì?", { optional: true, more: "Bỏ trống thì máy gọi theo tuổi: ông, bà, anh, chị.", example: "cụ", check: (value) => (clean(value).length > 6 ? "Xưng hô chỉ một chữ, ví dụ cụ. Mời ghi lại." : "") }),
    ];
  },
  from: ({ membership, changes: told }) => (Object.keys(told).every((key) => key in FIELDS)
    ? { membership, ...Object.fromEntries(Object.entries(told).map(([key, [, now]]) => [key, key === "born" ? birthText(now) : now])) } : null),
  nothing: (a, view) => (Object.keys(changes(a, view)).length ? "" : "Chưa sửa dòng nào. Mời chạm vào dòng cần sửa."),
  body: (a, view) => ({ membership: a.membership, changes: changes(a, view) }),
  base: (a, view) => ({ version: memberOf(view, a.membership).version }),
  words: (a, view) => `Sửa thẻ ${called(view, a.membership)}`,
  title: (a, view) => `Thẻ của ${called(view, a.membership)}`,
  lead: () => "Chạm vào dòng cần sửa. Chỉ gửi những dòng đã sửa.",
  save: (a, view) => (Object.keys(changes(a, view)).length ? `Ghi ${Object.keys(changes(a, view)).length} chỗ sửa` : "Ghi chỗ sửa"),
  done: (a, view) => `Đã sửa thẻ ${called(view, a.membership)}`,
  again: "Sửa thẻ người khác",
};

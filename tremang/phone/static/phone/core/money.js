/** Sums in whole đồng: written, said in words. As tremang/kernel does. */

const NBSP = "\u00a0";
const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const AFTER_MUOI = { 1: "mốt", 4: "tư", 5: "lăm" };
const GROUPS = [["triệu", 1e6], ["nghìn", 1e3], ["", 1]];
export const NOTES = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500];

/** 32307 -> "32.307"; a minus is the real one. */
export function number(value) {
  const text = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ".");
  return value < 0 ? `\u2212${text}` : text;
}

/** 2500000 -> "2.500.000 đ"; unknown -> "–". */
export const vnd = (value) => (value === null || value === undefined ? "–" : `${number(value)}${NBSP}đ`);

/** A whole number in small letters: 105 -> "một trăm linh năm". */
export function spell(value) {
  if (!(Number.isSafeInteger(value) && value >= 0 && value <= 1e15)) throw new RangeError("0 to 10^15");
  if (!value) return DIGITS[0];
  const billions = Math.floor(value / 1e9);
  let rest = value % 1e9;
  const words = billions ? [spell(billions), "tỷ"] : [];
  let led = billions > 0;
  for (const [name, size] of GROUPS) {
    const group = Math.floor(rest / size);
    rest %= size;
    if (group) {
      words.push(...three(group, led), name);
      led = true;
    } else if (led && rest) words.push(DIGITS[0], name);
  }
  return words.filter(Boolean).join(" ");
}

function three(group, led) {
  const [hundreds, tens, ones] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10];
  const words = hundreds || led ? [DIGITS[hundreds], "trăm"] : [];
  if (tens > 1) words.push(DIGITS[tens], "mươi", ...(ones ? [AFTER_MUOI[ones] ?? DIGITS[ones]] : []));
  else if (tens) words.push("mười", ...(ones ? [ones === 5 ? "lăm" : DIGITS[ones]] : []));
  else if (ones) words.push(...(words.length ? ["linh"] : []), DIGITS[ones]);
  return words;
}

/** Whole đồng as a voucher says them: "Hai triệu năm trăm nghìn đồng". */
export function inWords(amount) {
  const said = spell(amount);
  return `${said[0].toUpperCase()}${said.slice(1)} đồng`;
}

/** What contributions are measured by: `one` month's, and `all` that somebody owes, in đồng. */
export const duesUsual = (one, all) => ({ one, all, words: ["mức đóng mỗi tháng", "cả phần còn thiếu"] });

/** What repayments of a loan of which `due` đồng are due are measured by: one instalment, and all that is due. */
export function loanUsual({ schedule }, due) {
  const [[, part = 0, charge = 0] = []] = schedule ?? [];
  return { one: Math.min(due, part + charge || due), all: due, words: ["số trả mỗi kỳ", "cả phần đến hạn"] };
}

/**
 * Whether a sum deserves a second look: "" for none, else the sentence that asks once. Ten times too much or too little and sums
 * with đồng that no note can pay are asked about, nothing else. Who is behind may pay one share or all: less than usual is
 * less than `one`, more is more than `all`; `words` name both.
 */
export function odd(sum, { one = 0, all = one, words = [] } = {}) {
  if (sum % 500) return `Số tiền ${vnd(sum)} lẻ dưới 500${NBSP}đ. Có đúng vậy không?`;
  const most = Math.max(one, all);
  if (most && sum >= most * 5) return `${vnd(sum)} gấp ${number(Math.floor(sum / most))} lần ${words[most > one ? 1 : 0]} (${vnd(most)}). Có thừa số 0 không?`;
  if (one && sum * 5 <= one) return `${vnd(sum)} ít hơn nhiều so với ${words[0]} (${vnd(one)}). Có thiếu số 0 không?`;
  return "";
}

/** What counted notes are worth: {value: how many} -> đồng. */
export const worth = (notes) => Object.entries(notes || {}).reduce((sum, [value, n]) => sum + value * n, 0);

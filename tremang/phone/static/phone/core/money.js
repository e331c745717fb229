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

/**
 * Whether a sum deserves a second look: "" for none, else the sentence that asks once. `usual` is what was expected.
 * Ten times too much or too little and sums with đồng that no note can pay are asked about, nothing else.
 */
export function odd(sum, usual = 0) {
  if (sum % 500) return `Số tiền ${vnd(sum)} lẻ dưới 500${NBSP}đ. Có đúng vậy không?`;
  if (usual && sum >= usual * 5) return `${vnd(sum)} nhiều hơn thường lệ (${vnd(usual)}). Có thừa số 0 không?`;
  if (usual && sum * 5 <= usual) return `${vnd(sum)} ít hơn thường lệ (${vnd(usual)}). Có thiếu số 0 không?`;
  return "";
}

/** What counted notes are worth: {value: how many} -> đồng. */
export const worth = (notes) => Object.entries(notes || {}).reduce((sum, [value, n]) => sum + value * n, 0);

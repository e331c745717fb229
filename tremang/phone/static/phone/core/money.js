/** Sums in whole đồng: written, said in words, read from what people type. As tremang/kernel does. */

import { Problem } from "./texts.js";

const NBSP = "\u00a0";
const MOST = 1e12;
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

const UNITS = { ty: 1e9, ti: 1e9, trieu: 1e6, tr: 1e6, cu: 1e6, m: 1e6, nghin: 1e3, ngan: 1e3, k: 1e3, n: 1e3, tram: 100 };
const TAIL = /\s*(?:vnđ|vnd|đồng|đ|d|₫)\.?$/u;
const PART = /(\d+(?:[.,]\d+)*)\s*(ty|ti|trieu|tr|cu|m|nghin|ngan|k|n|tram)(?![a-z])?\s*(ruoi)?\s*/y;
const DOTS = /^\d{1,3}(?:\.\d{3})+$/;

/**
 * The sum in whole đồng that a text means: 2.500.000, 2,5 triệu, 500k, 2 triệu rưỡi, 1tr250. What can be read in two
 * ways is refused with the likely sum in `params.likely`.
 * @throws {Problem} not_a_sum, two_ways, negative, not_whole, too_much
 */
export function readMoney(text) {
  const squeezed = text.split(/\s+/u).filter(Boolean).join(" ");
  const shown = [...squeezed].slice(0, 30).join("");
  let written = squeezed.toLowerCase().normalize("NFC").replace(TAIL, "").trim();
  if (/^[-\u2212]/.test(written)) throw new Problem("negative", "Số tiền không thể âm. Mời ghi lại, từ 0 đ trở lên.");
  const whole = /^(\d{1,3}(?:\.\d{3})+),0{1,2}$/.exec(written);
  if (whole) written = whole[1];
  const value = /\p{L}/u.test(written) ? named(written, shown) : bare(written, shown);
  if (value.top > BigInt(MOST) * value.under)
    throw new Problem("too_much", `“${shown}” lớn quá mức sổ này ghi được. Mời xem lại các số 0.`);
  if (value.top % value.under) throw new Problem("not_whole", `“${shown}” lẻ dưới một đồng. Mời ghi tròn đồng.`);
  return Number(value.top / value.under);
}

const fraction = (top, under = 1n) => ({ top: BigInt(top), under: BigInt(under) });
const plus = (a, b) => fraction(a.top * b.under + b.top * a.under, a.under * b.under);
const times = (a, n) => fraction(a.top * BigInt(n), a.under);
const decimal = (text) => {
  const [units, tenths = ""] = text.split(/[.,]/);
  return fraction(units + tenths, 10n ** BigInt(tenths.length));
};
const digitsOf = (text) => text.replace(/\D/g, "");
const notASum = (shown) =>
  new Problem("not_a_sum", `Chưa hiểu “${shown}” là bao nhiêu tiền. Mời ghi như 2.500.000 hoặc 2,5 triệu.`);
function twoWays(shown, value) {
  const likely = Number(value.top / value.under);
  const sentence = `Chưa rõ “${shown}” là bao nhiêu. Nếu là ${vnd(likely)}, mời ghi đúng như vậy.`;
  return new Problem("two_ways", sentence, { likely });
}

function bare(written, shown) {
  if (/^\d+$/.test(written)) {
    const value = fraction(written.slice(0, 20));
    if (value.top > 0n && value.top < 1000n) throw twoWays(shown, times(value, 1000));
    return value;
  }
  if (DOTS.test(written) || /^\d{1,3}(?:,\d{3}){2,}$/.test(written) || /^\d{1,3}(?: \d{3})+$/.test(written))
    return fraction(digitsOf(written).slice(0, 20));
  if (/^\d{1,3}[.,]\d{1,3}$/.test(written)) {
    const grouped = /^\d{1,3},\d{3}$/.test(written);
    throw twoWays(shown, grouped ? fraction(digitsOf(written)) : times(decimal(written), 1e6));
  }
  throw notASum(shown);
}

function named(written, shown) {
  const plain = written.replaceAll("đ", "d").normalize("NFD").replace(/\p{Mn}/gu, "");
  let [total, place, last, halved] = [fraction(0), 0, 1e12, false];
  while (place < plain.length) {
    PART.lastIndex = place;
    const found = PART.exec(plain);
    if (!found) break;
    const unit = UNITS[found[2]];
    if (unit >= last || halved) throw notASum(shown);
    total = plus(total, counted(found[1], unit, shown));
    if (found[3]) {
      total = plus(total, fraction(unit, 2));
      halved = true;
    }
    [last, place] = [unit, PART.lastIndex];
  }
  const rest = plain.slice(place).trim();
  if (!rest && place) return total;
  if (place && !halved && last > 100 && /^\d{1,3}$/.test(rest)) {
    const value = plus(total, fraction(BigInt(rest) * BigInt(last), 10n ** BigInt(rest.length)));
    if (rest.length === 2 && rest[0] !== "0") throw twoWays(shown, value);
    return value;
  }
  throw notASum(shown);
}

function counted(digits, unit, shown) {
  if (/^\d+$/.test(digits)) return fraction(BigInt(digits.slice(0, 15)) * BigInt(unit));
  if (/^\d+,\d{1,6}$/.test(digits)) return times(decimal(digits), unit);
  if (/^\d+\.\d{1,2}$/.test(digits)) throw twoWays(shown, times(decimal(digits), unit));
  if (DOTS.test(digits) && unit === 1000) return fraction(BigInt(digitsOf(digits)) * 1000n);
  throw notASum(shown);
}

/** Vietnamese names: how they are found and how they are sorted, as tremang/kernel/text.py does; and how people are called. */

import { ageOn } from "./days.js";

const LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
const RANK = new Map([...LETTERS].map((letter, index) => [letter, index + 2]));
const TONES = { "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5 };

/** NFC, inner white space squeezed, control characters dropped. */
export function clean(text) {
  const plain = (text ?? "").normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, (c) => (/\s/.test(c) ? c : ""));
  return plain.split(/\s+/u).filter(Boolean).join(" ");
}

/** The search key: no marks, đ as d, lower case, one space between words. */
export function fold(text) {
  const bare = text.normalize("NFD").replaceAll("đ", "d").replaceAll("Đ", "D").replace(/\p{Mn}/gu, "");
  return bare.toLowerCase().split(/\s+/u).filter(Boolean).join(" ");
}

function wordKey(word) {
  const [letters, tones] = [[], []];
  for (const char of word.toLowerCase().normalize("NFC")) {
    const parts = [...char.normalize("NFD")];
    const bare = parts.filter((part) => !TONES[part]).join("").normalize("NFC");
    letters.push(RANK.has(bare) ? String.fromCharCode(64 + RANK.get(bare)) : bare);
    tones.push(TONES[parts.find((part) => TONES[part])] ?? 0);
  }
  return `${letters.join("")}!${tones.join("")}`;
}

/** A key by which people sort: given name first, then middle and family names, in Vietnamese order. Compare with `<`. */
export function sortKey(name) {
  const words = clean(name).split(" ").filter(Boolean);
  return [...words.slice(-1), ...words.slice(0, -1)].map(wordKey).join(" ");
}

/** For Array.sort: members (or anything with `name`) by given name; equal ones by id. */
export function byGivenName(one, other) {
  const [a, b] = [(one.key ??= sortKey(one.name)), (other.key ??= sortKey(other.name))];
  return a < b ? -1 : a > b ? 1 : one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** The given name: the last word of a full name. */
export const given = (name) => clean(name).split(" ").at(-1) ?? "";

/** From 60 on ông or bà, below anh or chị, a child cháu; the card's own word goes before all. `sex` "F" or "M". */
export function titleOf(sex, age, own = "") {
  if (own) return own;
  if (age < 16) return "cháu";
  if (age >= 60) return isWoman(sex) ? "bà" : "ông";
  return isWoman(sex) ? "chị" : "anh";
}

const isWoman = (sex) => sex === "F";

/** "bà Lụa" of a card that has not been to the server yet. */
export const calledOf = (card, day) =>
  `${titleOf(card.sex, card.born ? ageOn(card.born, day) : 60, card.title)} ${given(card.name ?? card.full_name)}`;

/** Members whose name, or any word of it, begins as typed. */
export function search(members, typed) {
  const wanted = fold(typed);
  if (!wanted) return members;
  return members.filter((row) => ` ${(row.folded ??= fold(`${row.name} ${row.nickname ?? ""}`))}`.includes(` ${wanted}`));
}

/** The snapshot that screens read: parts ⊕ what this phone did and the server has not worked in yet. */

import { overlaid } from "./overlay.js";
import { replica } from "./replica.js";
import { APP, byAge } from "./sync.js";

const WAITING = ["held", "waiting"];
const OUT = ["new", "refused"];
const SILENT = ["looked"]; // kept for the law, not for a list
const parsed = new Map();

/**
 * {club, byId, members, meetings, money, loans, care, health, help, inbox, choices, unsent, sent, draft, helper, today, doubt,
 * online, stuck, lastSync (ms or 0), revoked, newer, practice, alias}. A row laid over carries `pending`.
 * `unsent`: rows that wait for the network (state "new") or for a decision ("refused"), the oldest first. `sent`: the
 * last 60 days, the newest first. See `things`.
 */
export function look(club, day) {
  const { kept } = club;
  const meta = kept.get("c/meta") ?? {};
  return {
    ...booksOf(club, meta.day ?? ""), draft: kept.get("c/draft") ?? null,
    helper: club.helping(), today: day, doubt: club.doubt, online: club.online, stuck: club.stuck, lastSync: meta.lastSync ?? 0, revoked: meta.revoked || meta.unknown || "",
    newer: (meta.newest ?? APP) > APP, practice: club.practice,
  };
}

/** Whether the parts do not know of a row yet: not fetched since, or not worked in; somebody who joined, until it is chosen who it is. */
const isOpen = (row) => row.fresh || WAITING.includes(row.state) || (row.kind === "joined" && row.state === "part" && !row.result?.membership);

/** All but the draft and the hour: worked out anew only when a part or a submission has changed, not at each tap of a roll-call. */
function booksOf(club, day) {
  const [parts, out, sent] = [new Map(), [], []];
  for (const [key, value] of club.kept) {
    if (key.startsWith("c/part/")) parts.set(key.slice(7), value.body);
    else if (key.startsWith("c/out/")) out.push(value);
    else if (key.startsWith("c/sent/")) sent.push(value);
  }
  const again = club.kept.get("c/draft")?.instead; // a written meeting that is being put right
  const from = [day, again, parts.size, out.length, ...parts.values(), ...out, ...sent];
  if (!same(club.books?.from, from)) club.books = { from, made: books(replicaOf(club, parts, day), out.map(withData), sent.map(withData), again) };
  return club.books.made;
}

function books(base, out, sent, again) {
  out.sort(byAge);
  sent.sort((a, b) => -byAge(a, b));
  const v = overlaid(base, [...sent.filter(isOpen), ...out].sort(byAge).concat(lifted([...out, ...sent], again)), sent);
  return { ...v, choices: v.inbox.choices ?? [], ...things([...out, ...sent]) };
}

/**
 * The two lists, in which one thing is one row. A take-back has none of its own, unless it was refused and waits for a decision:
 * what it takes back says what becomes of it, by `back`. What was put right (`replaced`) is over; its new copy goes on.
 */
function things(rows) {
  const here = new Set(rows.map((row) => row.uid));
  const isBack = (row) => row.kind === "take_back" && row.state !== "refused" && here.has(row.data.body.uid);
  const backs = new Map(rows.filter((row) => isBack(row) && row.state !== "dropped").map((row) => [row.data.body.uid, row]));
  const found = rows.filter((row) => !SILENT.includes(row.kind) && !isBack(row)).map((row) => standing(row, backs.get(row.uid), here.has(row.instead)));
  const isOut = (row) => !row.replaced && OUT.includes(row.state);
  return { unsent: found.filter(isOut).sort(byAge), sent: found.filter((row) => !isOut(row)).sort((a, b) => -byAge(a, b)) };
}

function standing(row, back, replaced) {
  if (replaced) return { ...row, replaced };
  if (!back) return row;
  const { state, sentence } = back;
  return { ...row, back, sentence, state: state === "new" || WAITING.includes(state) ? state : "dropped" };
}

/** What is being put right is shown as if it were taken back: held against itself, nothing would be lacking and its sums would count twice. */
function lifted(rows, again) {
  if (!again || rows.some((row) => row.kind === "take_back" && row.state !== "dropped" && row.data.body.uid === again)) return [];
  return [{ uid: "", kind: "take_back", state: "new", data: { body: { uid: again } } }];
}

/** The replica is worked out anew only when a part has changed. */
function replicaOf(club, parts, day) {
  const from = [day, ...parts.values()];
  if (!same(club.replica?.from, from)) club.replica = { from, made: replica(parts, { day }) };
  return club.replica.made;
}

/** Whether two lists hold the very same things in the same order. */
const same = (last, now) => last?.length === now.length && last.every((one, index) => one === now[index]);

/** A row with its submission read; each text is read once. */
function withData(row) {
  let data = parsed.get(row.text);
  if (!data) parsed.set(row.text, (data = JSON.parse(row.text)));
  return { ...row, data };
}

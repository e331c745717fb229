/** The server's parts as plain rows for the screens, before anything of this phone is laid over them. Pure. */

import { byGivenName } from "./names.js";

const COLUMNS = ["id", "label", "day", "fund", "in", "out", "words", "m", "kind", "takenBack", "meeting"];

/**
 * @param {Map<string, object>} parts name → body
 * @returns {{club, byId, meetings, money, loans, care, health, help, inbox}} what the post does not get is null
 */
export function replica(parts, { day = "" } = {}) {
  const inTime = [...parts].sort(([one], [other]) => (one < other ? -1 : 1)); // whichever came first
  const named = (prefix) => inTime.filter(([name]) => name.startsWith(prefix));
  return {
    club: parts.get("club") ?? {},
    byId: rowsOf(parts.get("members")),
    meetings: named("meetings-").flatMap(([, body]) => Object.values(rowsOf(body))),
    money: moneyOf(parts, named("money-"), day),
    loans: parts.get("money") ? Object.values(rowsOf({ rows: parts.get("money").loans })) : null,
    care: parts.get("care") ?? null,
    health: parts.get("health") ?? null,
    help: parts.get("help") ?? null,
    inbox: parts.get("inbox") ?? { choices: [], mine: [] },
  };
}

/** {id: {...row, id}} of a part's rows. */
function rowsOf(body) {
  const found = {};
  for (const [id, row] of Object.entries(body?.rows ?? {})) found[id] = { ...row, id };
  return found;
}

function moneyOf(parts, periods, day) {
  const body = parts.get("money");
  if (!body) return null;
  const months = {};
  const years = {};
  for (const [name, part] of periods) {
    const period = name.slice("money-".length);
    if (period.length === 4) years[period] = part;
    else months[period] = { ...part, rows: (part.rows ?? []).map(rowOf), opening: part.opening ?? {}, counts: part.counts ?? [] };
  }
  const { as_of: asOf, balances = {}, dues = {}, funds = [] } = body;
  return { ...body, asOf, day, balances, dues, funds, months, years };
}

const rowOf = (row) => (Array.isArray(row) ? Object.fromEntries(COLUMNS.map((name, i) => [name, row[i] ?? null])) : row);

/** Orders what lists show: members by given name, meetings the newest first. Those who left stay in `byId`. */
export function inOrder(v) {
  v.members = Object.values(v.byId).filter((row) => !row.left_on).sort(byGivenName);
  v.meetings.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.id < b.id ? -1 : 1));
  return v;
}

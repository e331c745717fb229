/** Slips of the hand between the sum that was meant and the sum that was written, as tremang/funds/slips.py knows them. */

const ZEROS = { 1: 0.35, 2: 0.05, 3: 0.1 };
const [SWAPPED, DOUBLED, ADDED, LOST, DIGIT] = [0.2, 0.1, 0.02, 0.1, 0.1];
const ALIKE = new Set(["17", "14", "27", "35", "38", "49", "56", "68", "69", "06", "08"]);

/** {kind, share}: the likeliest slip by which `meant` was written as `written`; null where no single one does. */
export function slip(written, meant) {
  const found = way(String(written), String(meant));
  return found && found.share ? found : null;
}

function way(written, meant) {
  if (written === meant) return null;
  const places = meant.replace(/0+$/, "").length;
  const [longer, shorter] = written.length > meant.length ? [written, meant] : [meant, written];
  const more = longer.length - shorter.length;
  if (more && longer === shorter + "0".repeat(more)) return { kind: "zeros", share: ZEROS[more] ?? 0 };
  if (more > 1) return null;
  if (more) {
    const lost = [...longer].map((_, i) => i).filter((i) => longer.slice(0, i) + longer.slice(i + 1) === shorter);
    if (!lost.length) return null;
    if (longer === meant) return { kind: "lost", share: LOST / places };
    const doubled = lost.some((i) => i > 0 && longer[i] === longer[i - 1]);
    return doubled ? { kind: "doubled", share: DOUBLED / places } : { kind: "added", share: ADDED / places };
  }
  const differ = [...meant].map((_, i) => i).filter((i) => written[i] !== meant[i]);
  if (differ.length === 1) {
    const pair = [written[differ[0]], meant[differ[0]]].sort().join("");
    return { kind: "digit", share: (DIGIT * (ALIKE.has(pair) ? 3 : 1)) / (9 * places) };
  }
  const [i, j] = differ;
  if (differ.length === 2 && j === i + 1 && written[i] === meant[j] && written[j] === meant[i]) return { kind: "swapped", share: SWAPPED / places };
  return null;
}

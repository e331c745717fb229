/** When the phone syncs by itself: at once after an act, when the network comes, then at intervals; longer after failures. */

const QUIET = 5 * 60; // seconds between rounds while the app is open and all is well
const CALM = 10; // seconds that a choice waits here: once it has left, nothing takes it back

/**
 * Keeps a club in step. `timers` {set(fn, ms), clear(id)}.
 * @returns {{kick(): void, stop(): void}} kick: now, as far as the server has not asked to wait
 */
export function pace(club, timers = { set: (fn, ms) => setTimeout(fn, ms), clear: (id) => clearTimeout(id) }) {
  let [timer, stopped, notBefore, again] = [null, false, 0, false];
  const fresh = () => [...club.kept].filter(([key, row]) => key.startsWith("c/out/") && row.state === "new" && !row.tried).map(([, row]) => row); // looks too
  const rest = (rows) => (rows.every((row) => row.kind === "choose") ? Math.min(CALM, Math.max(0, ...rows.map((row) => (row.at - club.clock.now()) / 1000 + CALM))) : 0);
  const later = (seconds) => {
    timers.clear(timer);
    if (!stopped) timer = timers.set(run, seconds * 1000);
  };
  async function run() {
    if (club.running) {
      again = true;
      return;
    }
    again = false;
    let result;
    try {
      result = await club.sync();
    } catch {
      result = { ok: false, why: "store", retryIn: 60 }; // the store would not write: nothing is lost, nothing is told
    }
    if (["revoked", "gone", "practice"].includes(result.why)) return;
    notBefore = result.why === "busy" ? club.clock.now() + result.retryIn * 1000 : 0;
    later(again || result.why === "again" ? 0 : result.retryIn || (fresh().length ? rest(fresh()) : QUIET));
  }
  const unlisten = club.onChange(() => {
    const rows = fresh();
    if (rows.length && !club.running) later(Math.max(rest(rows), untilAllowed()));
    else if (rows.length && !rest(rows)) again = true;
  });
  const untilAllowed = () => Math.max(0, (notBefore - club.clock.now()) / 1000);
  const kick = () => later(untilAllowed());
  kick();
  return {
    kick,
    stop: () => {
      stopped = true;
      unlisten();
      timers.clear(timer);
    },
  };
}

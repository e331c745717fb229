/** When the phone syncs by itself: at once after an act, when the network comes, then at intervals; longer after failures. */

const QUIET = 5 * 60; // seconds between rounds while the app is open and all is well

/**
 * Keeps a club in step. `timers` {set(fn, ms), clear(id)}.
 * @returns {{kick(): void, stop(): void}} kick: now, as far as the server has not asked to wait
 */
export function pace(club, timers = { set: (fn, ms) => setTimeout(fn, ms), clear: (id) => clearTimeout(id) }) {
  let [timer, stopped, notBefore, again] = [null, false, 0, false];
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
    later(again || result.why === "again" ? 0 : result.retryIn || QUIET);
  }
  const unlisten = club.onChange(() => {
    const fresh = [...club.kept].some(([key, row]) => key.startsWith("c/out/") && row.state === "new" && !row.tried); // looks too
    if (fresh && !club.running) kick();
    else if (fresh) again = true;
  });
  function kick() {
    later(Math.max(0, (notBefore - club.clock.now()) / 1000));
  }
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

/** One at a time by name. In the browser over all tabs of the app, elsewhere within one process. */

/** A lock of this process: turns()(name, fn) runs `fn` after all earlier ones of that name have ended. */
export function turns() {
  const last = new Map();
  return (name, fn) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(fn, fn);
    last.set(name, mine.catch(() => {}));
    return mine;
  };
}

/** The browser's own locks, held over all tabs; `turns` where it has none. */
export function tabLock(app = "tremang") {
  const locks = globalThis.navigator?.locks;
  return locks ? (name, fn) => locks.request(`${app}-${name}`, fn) : turns();
}

/** Tells all tabs in which a club is open that the store has changed, from where none is. */
export function tellTabs(app) {
  const bus = tabBus(app);
  bus?.post();
  bus?.close();
}

/** Tells other tabs that the store has changed; null where the browser cannot. */
export function tabBus(app = "tremang") {
  if (typeof BroadcastChannel === "undefined") return null;
  const channel = new BroadcastChannel(app);
  return { post: () => channel.postMessage("changed"), listen: (fn) => (channel.onmessage = fn), close: () => channel.close() };
}

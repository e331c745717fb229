/** What is a person's own is shown only once the look at it has been written down. */

/**
 * Writes the look down, then draws what it opens; where the phone cannot write, it stays shut and the sentence is said.
 * `shown` remembers by `key`: false while it is being written, true when it may be shown. `body` {what, membership?}.
 */
export async function look(app, shown, key, body, words) {
  if (shown[key] === false) return;
  shown[key] = false;
  try {
    await app.club.act("looked", { ...body, at: app.club.now().iso }, { words });
    shown[key] = true;
  } finally {
    shown[key] ||= undefined; // refused: another tap may try again
    app.redraw();
  }
}

/** Whether it may be shown to whoever came here for just that: the look is written down by itself, once; `shown` and the rest as in `look`. */
export function seen(app, shown, key, body, words) {
  if (!(key in shown)) look(app, shown, key, body, words);
  return shown[key] === true;
}

/** What screens with a work of their own share: to change what they remember, and to do the work once at a time. */

const PAINTED_MS = 30; // the boxes show the last digit before the key is worked out

/** Change what a screen remembers, and draw it again. */
export function change(app, state, changes) {
  Object.assign(state, changes);
  return app.redraw();
}

/**
 * Run `work` unless it runs already; what goes wrong is said in words, by `failed` where it brings none of its own. Then
 * what was typed goes, so that it can be typed again. `pin`: the digits that stand in the boxes meanwhile.
 */
export async function once(app, state, work, { pin, failed = () => "Máy chưa lưu được. Mời kiểm tra máy còn chỗ trống không, rồi chạm lại." } = {}) {
  if (state.busy) return;
  change(app, state, { busy: true, error: "", ...(pin !== undefined && { pin }) });
  if (pin !== undefined) await new Promise((painted) => setTimeout(painted, PAINTED_MS));
  try {
    await work();
  } catch (error) {
    Object.assign(state, { pin: "", error: error.sentence ?? failed() });
  }
  change(app, state, { busy: false });
}

/** Before anything is written while the phone's clock is in doubt: which day it is. */

import { title } from "../kit.js";
import { doubt } from "./home.js";

export const screen = {
  draw: (app) => ({ top: { back: "viec-cho", words: "Để lại sau" }, body: [title("Hôm nay là ngày nào?"), doubt(app, app.club.view())] }),
};

/** Starts the app on its page. */

import { App } from "./ui/app.js";
import { begin } from "./ui/begin.js";

const app = new App(document.getElementById("app"));
begin(app).then(() => app.start());

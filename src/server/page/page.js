// @ts-check
// The page: files, notices, tasks.

import { address, ask } from "./ask.js";
import { byId } from "./element.js";
import * as notices from "./notices.js";
import { tabs } from "./tabs.js";
import * as tasks from "./tasks.js";
import { uploads } from "./upload.js";

uploads(() => {
  void notices.refresh();
  void tasks.refresh();
});
tabs((panel) => {
  if (panel === "panel-tasks") void tasks.refresh();
});
byId("logout")?.addEventListener("click", async () => {
  await ask("/login", {}, "DELETE");
  location.assign(address("/login"));
});
void notices.refresh();

// @ts-check
// The list of tasks, by organ and deadline.

import { ask } from "./ask.js";
import { byId, element } from "./element.js";
import { listed } from "./list.js";
import { language, say } from "./words.js";

/** @typedef {import("./ask.js").Task} Task */
/** @typedef {import("./ask.js").Organ} Organ */

const organs = /** @type {HTMLElement} */ (byId("departments"));

/** @param {Task} task */
function row(task) {
  /** @type {Map<string, string[]>} */
  const roles = new Map();
  for (const { department, role } of task.departments) roles.set(role, [...(roles.get(role) ?? []), department]);
  const shares = [...roles].map(([role, names]) =>
    element("p", {}, element("span", { class: "role" }, say(role)), " ", names.join("、")),
  );
  const title = task.title ?? task.name ?? say("noTitle");
  return element(
    "tr",
    {},
    element("td", { class: "due" }, ...(task.deadlines.length ? task.deadlines.map((day) => element("p", {}, day)) : ["—"])),
    element("td", {}, task.section ? element("p", { class: "facts" }, task.section) : null, [task.ordinal, task.text].filter(Boolean).join(" ")),
    element("td", {}, ...shares),
    element("td", {}, element("a", { href: `/notices/${task.notice}/view?lang=${language}#${task.task}` }, title)),
  );
}

const list = listed("tasks", row, () => "noTasks");

/** Begins the list anew, and the organs that can be chosen. */
export async function refresh() {
  await list();
  try {
    const { items } = await ask("/departments", { limit: "200" });
    organs.replaceChildren(...items.map((/** @type {Organ} */ organ) => element("option", { value: organ.name })));
  } catch {
    // A name can be written without being offered.
  }
}

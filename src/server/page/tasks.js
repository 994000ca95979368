// @ts-check
// The list of tasks, by organ and deadline.

import { ask } from "./ask.js";
import { byId, element, filled } from "./element.js";
import { language, say } from "./words.js";

/** @typedef {import("./ask.js").Task} Task */
/** @typedef {import("./ask.js").Organ} Organ */

const form = /** @type {HTMLFormElement} */ (byId("find-tasks"));
const list = /** @type {HTMLElement} */ (byId("tasks"));
const status = /** @type {HTMLElement} */ (byId("tasks-status"));
const more = /** @type {HTMLButtonElement} */ (byId("tasks-more"));
const organs = /** @type {HTMLElement} */ (byId("departments"));

/** @type {Record<string, string>} */
let asked = {};
/** @type {string | null} */
let next = null;
let turn = 0;

/** @param {boolean} on whether the list goes on instead of beginning anew */
async function load(on) {
  // An answer that another question has overtaken is not shown.
  const mine = ++turn;
  if (!on) asked = filled(form);
  more.disabled = true;
  try {
    const page = await ask("/tasks", on && next ? { ...asked, after: next } : asked);
    if (mine !== turn) return;
    const items = page.items.map(row);
    if (on) list.append(...items);
    else list.replaceChildren(...items);
    next = page.next;
    more.hidden = next === null;
    const n = list.childElementCount;
    status.textContent = n === 0 ? say("noTasks") : say(next ? "shownMore" : "shown", n);
    if (on) items[0]?.querySelector("a")?.focus();
  } catch (error) {
    if (mine === turn) status.textContent = error instanceof Error ? error.message : String(error);
  } finally {
    more.disabled = false;
  }
}

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

/** Begins the list anew, and the organs that can be chosen. */
export async function refresh() {
  await load(false);
  try {
    const { items } = await ask("/departments", { limit: "200" });
    organs.replaceChildren(...items.map((/** @type {Organ} */ organ) => element("option", { value: organ.name })));
  } catch {
    // A name can be written without being offered.
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void load(false);
});
more.addEventListener("click", () => void load(true));

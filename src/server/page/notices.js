// @ts-check
// The list of notices.

import { ask } from "./ask.js";
import { byId, element, filled } from "./element.js";
import { language, say } from "./words.js";

/** @typedef {import("./ask.js").Summary} Summary */

const form = /** @type {HTMLFormElement} */ (byId("find-notices"));
const list = /** @type {HTMLElement} */ (byId("notices"));
const status = /** @type {HTMLElement} */ (byId("notices-status"));
const more = /** @type {HTMLButtonElement} */ (byId("notices-more"));

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
    const page = await ask("/notices", on && next ? { ...asked, after: next } : asked);
    if (mine !== turn) return;
    const items = page.items.map(row);
    if (on) list.append(...items);
    else list.replaceChildren(...items);
    next = page.next;
    more.hidden = next === null;
    const n = list.childElementCount;
    status.textContent = n === 0 ? say(asked.q ? "noNoticesFound" : "noNotices") : say(next ? "shownMore" : "shown", n);
    if (on) items[0]?.querySelector("a")?.focus();
  } catch (error) {
    if (mine === turn) status.textContent = error instanceof Error ? error.message : String(error);
  } finally {
    more.disabled = false;
  }
}

/** @param {Summary} notice */
function row(notice) {
  const title = notice.title ?? notice.name ?? say("noTitle");
  const facts = [notice.document_number, notice.issuers, notice.issued_on, notice.title ? notice.name : null];
  const counts = [
    element("span", { class: "count" }, say("tasks", notice.tasks)),
    notice.errors ? element("span", { class: "count error" }, say("errors", notice.errors)) : null,
    notice.warnings ? element("span", { class: "count warning" }, say("warnings", notice.warnings)) : null,
    notice.infos ? element("span", { class: "count" }, say("infos", notice.infos)) : null,
  ];
  const remove = notice.dropped && byId("drop") !== null
    ? element("button", { type: "button", class: "quiet", "aria-label": say("deleteOf", title), click: () => takeOut(notice, title) }, say("delete"))
    : null;
  return element(
    "li",
    {},
    element("a", { class: "title", href: `/notices/${notice.id}/view?lang=${language}` }, title),
    element("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    element("p", { class: "counts" }, ...counts, remove),
  );
}

/**
 * @param {Summary} notice
 * @param {string} title
 */
async function takeOut(notice, title) {
  if (!window.confirm(say("deleteSure", title))) return;
  try {
    await ask(`/notices/${notice.id}`, {}, "DELETE");
    await load(false);
    status.tabIndex = -1;
    status.focus();
  } catch (error) {
    status.textContent = error instanceof Error ? error.message : String(error);
  }
}

/** Begins the list anew. */
export const refresh = () => load(false);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void load(false);
});
more.addEventListener("click", () => void load(true));

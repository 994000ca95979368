// @ts-check
// The list of notices.

import { ask } from "./ask.js";
import { byId, element } from "./element.js";
import { listed } from "./list.js";
import { language, say } from "./words.js";

/** @typedef {import("./ask.js").Summary} Summary */

const status = /** @type {HTMLElement} */ (byId("notices-status"));

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
    await refresh();
    status.tabIndex = -1;
    status.focus();
  } catch (error) {
    status.textContent = error instanceof Error ? error.message : String(error);
  }
}

/** Begins the list anew. */
export const refresh = listed("notices", row, (asked) => (asked.q ? "noNoticesFound" : "noNotices"));

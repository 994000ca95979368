// @ts-check
// A list that is asked for by a form, a page at a time.

import { ask } from "./ask.js";
import { byId, filled } from "./element.js";
import { say } from "./words.js";

/**
 * Fills the list of a kind as its form asks; what begins it anew.
 * @template T
 * @param {string} kind the name of the list and its address, of its form behind `find-`
 * @param {(item: T) => HTMLElement} row
 * @param {(asked: Record<string, string>) => Parameters<typeof say>[0]} none what is said where there is nothing
 */
export function listed(kind, row, none) {
  const form = /** @type {HTMLFormElement} */ (byId(`find-${kind}`));
  const list = /** @type {HTMLElement} */ (byId(kind));
  const status = /** @type {HTMLElement} */ (byId(`${kind}-status`));
  const more = /** @type {HTMLButtonElement} */ (byId(`${kind}-more`));
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
      const page = await ask(`/${kind}`, on && next ? { ...asked, after: next } : asked);
      if (mine !== turn) return;
      const items = page.items.map(row);
      if (on) list.append(...items);
      else list.replaceChildren(...items);
      next = page.next;
      more.hidden = next === null;
      const n = list.childElementCount;
      status.textContent = n === 0 ? say(none(asked)) : say(next ? "shownMore" : "shown", n);
      if (on) items[0]?.querySelector("a")?.focus();
    } catch (error) {
      if (mine === turn) status.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      more.disabled = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void load(false);
  });
  more.addEventListener("click", () => void load(true));
  return () => load(false);
}

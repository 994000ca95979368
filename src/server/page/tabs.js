// @ts-check
// Two lists in one place, as ARIA has tabs: arrows go from one to the other.

/**
 * @param {(id: string) => void} opened hears which panel is shown
 */
export function tabs(opened) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
  /** @param {HTMLElement} chosen */
  const choose = (chosen) => {
    for (const tab of all) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !on;
      if (on && panel) opened(panel.id);
    }
  };
  all.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      /** @type {Record<string, number>} */
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: all.length - 1 };
      const next = event.key in to ? all[(to[event.key] + all.length) % all.length] : undefined;
      if (!next) return;
      event.preventDefault();
      next.focus();
      choose(next);
    });
  });
}

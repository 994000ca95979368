// @ts-check
// Elements of the page. Text is always text: nothing of a notice is ever read as HTML.

/**
 * An element with its attributes and what stands in it.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | EventListener>} [attributes] a function is a listener
 * @param {...(Node | string | null | undefined)} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value);
  }
  for (const part of inside) if (part) made.append(part);
  return made;
}

/**
 * The element of an id.
 * @param {string} id
 * @returns {HTMLElement | null}
 */
export const byId = (id) => document.getElementById(id);

/**
 * The fields of a form that are filled in.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function filled(form) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) values[name] = value.trim();
  }
  return values;
}

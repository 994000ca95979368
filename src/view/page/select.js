// @ts-check
// The one value that is selected, on both sides.

/** @type {string | null} */
let selected = null;

/** @typedef {'document' | 'pane' | 'none'} Side The side that it was chosen on. */

/** @type {((key: string | null, before: string | null, side: Side) => void)[]} */
const selectListeners = [];

/** The key of the selected value. */
export function selection() {
  return selected;
}

/** Calls a function whenever another value is selected. @param {(key: string | null, before: string | null, side: Side) => void} tell */
export function onSelect(tell) {
  selectListeners.push(tell);
}

/** Selects a value, or none. @param {string | null} key @param {Side} [side] */
export function select(key, side = 'none') {
  const before = selected;
  selected = key;
  for (const tell of selectListeners) tell(key, before, side);
}

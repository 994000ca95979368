// @ts-check
// What the browser keeps for the page.

let refused = false;

/** @type {(() => void)[]} */
const refusalListeners = [];

/** Whether the browser lets nothing be kept. */
export function isRefused() {
  return refused;
}

/** Calls a function when the browser begins to refuse. @param {() => void} tell */
export function onRefusal(tell) {
  refusalListeners.push(tell);
}

function refuse() {
  if (refused) return;
  refused = true;
  for (const tell of refusalListeners) tell();
}

/** Reads what the browser keeps under a name, if it lets us. @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    refuse();
    return null;
  }
}

/** Keeps something under a name, if the browser lets us. @param {string} name @param {string} text */
export function keep(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch {
    refuse();
  }
}

// Whether anything is kept shows in writing alone.
keep('gongwen', kept('gongwen') ?? '1');

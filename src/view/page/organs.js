// @ts-check
// The register of organs as decisions leave it: an organ goes by its full name, else by its name as written.
import { assignmentKey } from './inventory.js';
import { notice } from './data.js';
import { effective, isGone, onDecision } from './decisions.js';

/** @type {import('./types').Organ[]} */
let register = [];

/** @type {Map<string, number>} */
const placesOf = new Map();

let registerStale = true;

/** Puts the register together: those that count first, in the order of the text, then those that were decided against. */
function enlist() {
  registerStale = false;
  register = [];
  placesOf.clear();
  for (const gone of [false, true]) {
    for (const task of notice.tasks) {
      for (const of of task.assignments) {
        const key = assignmentKey(task, of);
        if (isGone(key) === gone) enter(effective(key, of), gone ? 0 : 1);
      }
    }
  }
}

/** @param {import('./types').Assignment} assignment @param {number} count */
function enter({ department, canonical }, count) {
  const name = canonical || department;
  let at = placesOf.get(name);
  if (at === undefined) {
    at = register.push({ name: department, canonical: canonical ?? null, variants: [], count: 0 }) - 1;
    placesOf.set(name, at);
  }
  const organ = register[at];
  if (organ.name !== department && !organ.variants.includes(department)) organ.variants.push(department);
  organ.count += count;
}

/** The organs of the notice. */
export function organs() {
  if (registerStale) enlist();
  return register;
}

/** The place of an assignment's organ in the register. @param {import('./types').Assignment} assignment */
export function organOf({ department, canonical }) {
  if (registerStale) enlist();
  return placesOf.get(canonical || department) ?? -1;
}

onDecision(() => {
  registerStale = true;
});

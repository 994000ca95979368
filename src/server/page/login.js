// @ts-check
// Where a browser shows its token, and gets a session for it.

import { address, words } from "./ask.js";
import { byId, filled } from "./element.js";
import { say } from "./words.js";

const form = /** @type {HTMLFormElement} */ (byId("login"));
const error = /** @type {HTMLElement} */ (byId("login-error"));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  error.textContent = "";
  try {
    const body = JSON.stringify({ token: filled(form).token ?? "" });
    const response = await fetch(address("/login"), { method: "POST", headers: { "content-type": "application/json" }, body });
    if (response.ok) location.assign(address("/"));
    else error.textContent = words(response.status === 401 ? -1 : response.status, await response.text());
  } catch {
    error.textContent = say("failed");
  }
});

// @ts-check
// Asks the server; what goes wrong comes as its own words.

import { language, say } from "./words.js";

/**
 * @typedef {{ id: string, name: string | null, title: string | null, document_number: string | null, issuers: string | null,
 *   issued_on: string | null, tasks: number, errors: number, warnings: number, infos: number, dropped: boolean }} Summary
 * @typedef {{ department: string, role: string, leads: boolean }} Share
 * @typedef {{ notice: string, task: string, title: string | null, document_number: string | null, name: string | null,
 *   section: string, ordinal: string | null, text: string, departments: Share[], deadlines: string[] }} Task
 * @typedef {{ name: string, tasks: number }} Organ
 */

/**
 * The address with parameters; the language is the page's.
 * @param {string} path
 * @param {Record<string, string>} [parameters]
 */
export function address(path, parameters = {}) {
  return `${path}?${new URLSearchParams({ ...parameters, lang: language })}`;
}

/**
 * The words of an answer that is none: a problem's detail.
 * @param {number} status
 * @param {string} body
 */
export function words(status, body) {
  if (status === 401) location.assign(address("/login"));
  try {
    const { detail } = JSON.parse(body);
    if (typeof detail === "string") return detail;
  } catch {
    // What is no JSON comes from something between here and the server.
  }
  return status === 0 ? say("failed") : `HTTP ${status}`;
}

/**
 * Asks; an error has the server's words.
 * @param {string} path
 * @param {Record<string, string>} [parameters]
 * @param {string} [method]
 * @returns {Promise<any>}
 */
export async function ask(path, parameters = {}, method = "GET") {
  let response;
  try {
    response = await fetch(address(path, parameters), { method, headers: { accept: "application/json" } });
  } catch {
    throw new Error(say("failed"));
  }
  const body = await response.text();
  if (!response.ok) throw new Error(words(response.status, body));
  return body ? JSON.parse(body) : null;
}

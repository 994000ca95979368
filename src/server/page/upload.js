// @ts-check
// Files that are dropped or chosen, a few at a time, each with how far it is and what came of it.

import { address, words } from "./ask.js";
import { byId, element } from "./element.js";
import { language, say } from "./words.js";

/** How many files are sent at once; the others wait. */
const AT_ONCE = 2;

/** @type {{ file: File, line: Line }[]} */
const queue = [];
let running = 0;

class Line {
  /** @param {File} file */
  constructor(file) {
    this.bar = element("progress", { max: "100", value: "0", "aria-label": file.name });
    this.said = element("span", { class: "said" }, say("waiting"));
    this.item = element("li", {}, element("span", { class: "name" }, file.name), this.bar, this.said);
  }

  /** @param {number} percent */
  sent(percent) {
    this.bar.value = percent;
    this.said.textContent = percent < 100 ? say("sending", percent) : say("reading");
  }

  /** @param {string} text */
  failed(text) {
    this.bar.remove();
    this.item.classList.add("error");
    this.said.textContent = text;
  }

  /** @param {{ view: string, tasks: number }} kept @param {boolean} known */
  done(kept, known) {
    this.bar.remove();
    this.item.classList.add("done");
    this.said.replaceChildren(
      `${say(known ? "knownAlready" : "kept", kept.tasks)} · `,
      element("a", { href: `${kept.view}?lang=${language}` }, say("open")),
    );
  }
}

/**
 * @param {File} file
 * @param {Line} line
 * @returns {Promise<void>}
 */
const send = (file, line) =>
  new Promise((done) => {
    // fetch does not tell how much is sent.
    const request = new XMLHttpRequest();
    request.open("POST", address("/notices", { name: file.name }));
    // The format is told by content, and a form's type is none of a file.
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) line.sent(Math.round((100 * event.loaded) / event.total));
    });
    request.upload.addEventListener("load", () => line.sent(100));
    request.addEventListener("loadend", () => {
      if (request.status === 200 || request.status === 201) {
        line.done(JSON.parse(request.responseText), request.status === 200);
      } else {
        line.failed(words(request.status, request.responseText));
      }
      done();
    });
    request.send(file);
  });

/** @param {() => void} changed */
async function next(changed) {
  const first = running < AT_ONCE ? queue.shift() : undefined;
  if (!first) return;
  running += 1;
  await send(first.file, first.line);
  running -= 1;
  if (queue.length === 0 && running === 0) changed();
  void next(changed);
}

/**
 * Takes files from the place for them.
 * @param {() => void} changed hears when all are sent
 */
export function uploads(changed) {
  const drop = byId("drop");
  const files = /** @type {HTMLInputElement | null} */ (byId("files"));
  const list = byId("uploads");
  if (!drop || !files || !list) return;
  const most = Number(drop.dataset.most);

  /** @param {Iterable<File>} chosen */
  const take = (chosen) => {
    for (const file of chosen) {
      const line = new Line(file);
      list.append(line.item);
      if (file.size > most) line.failed(say("tooLarge", most));
      else queue.push({ file, line });
    }
    for (let i = 0; i < AT_ONCE; i++) void next(changed);
  };

  files.addEventListener("change", () => {
    take(files.files ?? []);
    files.value = "";
  });
  // Anywhere on the page will do: what missed its place would leave the page.
  window.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  window.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer?.files ?? []);
  });
}

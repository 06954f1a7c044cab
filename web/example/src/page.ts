/** The page: its bar, the form, what is wrong, and what happens to files. */

import { ask, tell } from "./asking.js";
import type { Desk } from "./desk.js";
import { make, type View } from "./frame.js";
import type { Schema } from "./judging.js";
import { openFile } from "./opening.js";
import { problemList } from "./problem-list.js";
import { proposal } from "./proposal.js";
import { saveAs } from "./saving.js";

/** Make the page. It follows the document from now on. */
export function page(desk: Desk, schema: Schema): HTMLElement {
  const form = make("form", { class: "fields", autocomplete: "off" });
  const problems = problemList(desk);
  const bar = toolbar(desk);
  const main = make("main", {}, form, problems.element);
  form.addEventListener("submit", (event) => event.preventDefault());
  let views: View[] = [];
  let of = "";

  /** Of another file all fields are made anew: none shall show what was folded or typed before. */
  function show(): void {
    const { opening } = desk.store;
    if (of !== String(opening)) {
      of = String(opening);
      views = proposal.fields.map((field) => field(desk, [], schema));
      form.replaceChildren(...views.map((view) => view.element));
    }
    for (const view of [bar, ...views, problems]) view.update();
  }

  desk.store.subscribe(show);
  guard(desk);
  acceptDrops(desk);
  const page = make("div", { id: "page" }, bar.element, main);
  show();
  return page;
}

/** Open a file, unless it cannot be, or somebody would lose what is not saved. */
async function open(desk: Desk, file: File): Promise<void> {
  const opening = await openFile(file);
  if ("refused" in opening) return tell(`${opening.refused} What was open stays as it is.`);
  const { changed, name } = desk.store;
  if (changed && !(await ask(`${name} has changes that are not saved. Open ${file.name} in its place?`))) return;
  desk.store.open({ name: file.name, ...opening });
}

function toolbar(desk: Desk): View {
  const { store } = desk;
  const input = make("input", { type: "file", accept: ".json,application/json", id: "file" });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void open(desk, file);
    input.value = ""; // so that the same file can be opened again
  });
  const choose = make("label", { class: "button", for: "file" }, "Open …");
  const undo = make("button", { type: "button", onclick: () => store.undo() }, "Undo");
  const save = make("button", { type: "button", class: "main", onclick: () => saveAs(store.name, store.save()) }, "Save");
  const name = make("strong", { class: "file" });
  const state = make("span", { class: "state", role: "status" });
  const heading = make("h1", {}, "Observation form");
  const file = make("p", {}, name, " ", state);
  const element = make("header", {}, heading, file, make("div", { class: "row" }, input, choose, undo, save));
  function update(): void {
    const { problems, more } = desk.judged;
    const count = problems.length === 1 ? "1 problem" : `${problems.length}${more ? " and more" : ""} problems`;
    name.textContent = store.name;
    state.textContent = `${problems.length === 0 ? "valid" : count}${store.changed ? ", not saved" : ""}`;
    state.classList.toggle("wrong", problems.length > 0);
    undo.disabled = !store.canUndo;
    document.title = `${store.changed ? "* " : ""}${store.name} – Observation form`;
  }
  return { element, update };
}

/** Ask before the page is left with changes that are not saved. */
function guard(desk: Desk): void {
  window.addEventListener("beforeunload", (event) => {
    if (desk.store.changed) event.preventDefault();
  });
}

function acceptDrops(desk: Desk): void {
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  for (const name of ["dragenter", "dragover"] as const) {
    window.addEventListener(name, (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
  }
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  window.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    const [file] = event.dataTransfer?.files ?? [];
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (file !== undefined) void open(desk, file);
  });
}

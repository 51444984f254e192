// The chrome: draws the values it is given and says what a person did. It keeps no state of a program and decides nothing;
// the shell sends the whole model each time (desktop/src/model), the slots whose part did not change are left alone.

import { setLanguage } from "./texts.js";
import { drawCapsule, drawNav, drawTabs } from "./bars.js";
import { drawLoading, drawModal, drawNotice, drawSheet, drawToast } from "./overlays.js";
import { drawCover, drawCrash } from "./covers.js";
import { drawPanel, drawPrompt } from "./panels.js";

/** Each slot: which part of the model it draws, and how. */
const SLOTS = [
  ["cover", (m) => m.cover, drawCover],
  ["nav", (m) => m.state && { ...m.state.navBar, capsule: m.state.capsule }, drawNav],
  ["tabs", (m) => m.state?.tabBar && { instance: m.front, ...m.state.tabBar }, drawTabs],
  ["notice", (m) => m.state?.notice && { top: belowBars(m.state), ...m.state.notice }, drawNotice],
  ["crash", (m) => m.state?.crash && { name: m.state.name, capsule: m.state.capsule, ...m.state.crash }, drawCrash],
  ["loading", (m) => m.state?.loading, drawLoading],
  ["toast", (m) => m.state?.toast && { instance: m.front, ...m.state.toast }, drawToast],
  ["sheet", (m) => m.state?.sheet, drawSheet],
  ["modal", (m) => m.state?.modal, drawModal],
  ["capsule", (m) => m.cover ? null : m.state?.capsule, drawCapsule],
  ["panel", (m) => m.panel, drawPanel],
  ["prompt", (m) => m.prompt, drawPrompt],
];

/** Under the bar; under the capsule where the program draws a bar of its own, which lies in the page. */
function belowBars({ contentInsets, capsule }) {
  return Math.max(contentInsets.top, capsule ? capsule.top + capsule.height : 0);
}

const drawn = new Map();

export function send(message) {
  window.ipc.postMessage(JSON.stringify(message));
}

function render(model) {
  setLanguage(model.lang);
  document.documentElement.dataset.theme = model.theme;
  const covered = Boolean(model.cover);
  for (const [id, part, draw] of SLOTS) {
    const value = (covered && ["nav", "tabs", "notice", "crash"].includes(id) ? null : part(model)) ?? null;
    const key = JSON.stringify([model.lang, value]);
    if (drawn.get(id) === key) continue;
    drawn.set(id, key);
    const slot = document.getElementById(id);
    const before = slot.childElementCount > 0;
    const content = value === null ? null : draw(value, send);
    slot.replaceChildren(...(content === null ? [] : [content].flat()));
    slot.classList.toggle("again", before);
    slot.querySelector("[data-focus]")?.focus();
  }
  reportRegion();
}

// What takes clicks: the rectangles of elements marked `data-hit`; everything else goes through to the page below. The
// layout is read in the same turn as the drawing, so that a click never meets an old region for long.
let reported = "";
function reportRegion() {
  const rects = [...document.querySelectorAll("[data-hit]")].map((element) => {
    const box = element.getBoundingClientRect();
    return [box.left, box.top, box.width, box.height].map(Math.round);
  });
  const text = JSON.stringify(rects);
  if (text === reported) return;
  reported = text;
  send({ do: "region", rects });
}

window.addEventListener("resize", reportRegion);
window.addEventListener("contextmenu", (event) => event.preventDefault());
window.addEventListener("dragover", (event) => event.preventDefault());
// The wheel over a bar must not move the chrome itself.
window.addEventListener("keydown", (event) => {
  if (event.key === "Escape") send({ do: "back" });
});

window.__chrome = { render };
send({ do: "ready" });

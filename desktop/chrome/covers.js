// What covers the whole window: a program on its way, one that could not be opened, one that stopped.

import { h, icon } from "./dom.js";
import { sentence, t } from "./texts.js";

const RING = 2 * Math.PI * 46;
const SVG = "http://www.w3.org/2000/svg";

function ring(part) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("class", part === null ? "ring turning" : "ring");
  svg.setAttribute("aria-hidden", "true");
  for (const name of ["track", "bar"]) {
    const circle = document.createElementNS(SVG, "circle");
    for (const [key, value] of Object.entries({ cx: 50, cy: 50, r: 46 })) circle.setAttribute(key, String(value));
    circle.setAttribute("class", name);
    if (name === "bar") {
      const shown = part ?? 0.22;
      circle.style.setProperty("stroke-dasharray", `${RING * shown} ${RING}`);
    }
    svg.append(circle);
  }
  return svg;
}

/** The program's picture, or its first letter while there is none. */
export function badge(program, name, size = "") {
  const letter = h(`span.letter${size}`, { "aria-hidden": "true" }, [...(name || program || "?")][0].toUpperCase());
  if (!program) return letter;
  const picture = h(`img.program-icon${size}`, { src: `chrome://shell/icon/${encodeURIComponent(program)}`, alt: "" });
  picture.addEventListener("error", () => picture.replaceWith(letter), { once: true });
  return picture;
}

function size(bytes) {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

export function drawCover(cover, send) {
  switch (cover.kind) {
    case "failed": return drawFailed(cover, send);
    case "start": return drawStart(cover, send);
    default: return drawOpening(cover, send);
  }
}

// The safe mode: no home program (yet, or any more), but a code can always be scanned. The buttons come late, so that a
// start that takes its usual moment does not flash them.
function drawStart(cover, send) {
  return h(
    "div.cover.start",
    { "data-hit": true },
    h("div.opening", {},
      badge("", cover.name),
      h("h1.opening-name", {}, cover.name)),
    h("div.failure-buttons.late", {},
      h("button.primary", { onclick: () => send({ do: "scan" }) }, t("scan")),
      h("button.secondary", { onclick: () => send({ do: "dismiss" }) }, t("toHome"))),
  );
}

function drawOpening(cover, send) {
  const loading = cover.stage === "downloading" && cover.total > 0;
  const part = loading ? Math.min(1, cover.done / cover.total) : null;
  const stage = loading ? `${t("downloading")} ${size(cover.done)} / ${size(cover.total)}` : t(cover.stage);
  return h(
    "div.cover",
    { "data-hit": true },
    h("div.opening", { role: "status", "aria-live": "polite" },
      h("div.opening-badge", {}, ring(part), badge(cover.program, cover.name)),
      h("h1.opening-name", {}, cover.name || cover.program),
      h("p.opening-stage", {}, stage)),
    h("button.quiet.opening-cancel", { onclick: () => send({ do: "dismiss" }) }, t("cancel")),
  );
}

const REMEDY_ICON = {
  offline: "offline", not_found: "search", untrusted: "shield", incompatible: "restart",
  denied: "key", invalid: "broken", internal: "broken",
};

function drawFailed(cover, send) {
  const retry = ["offline", "internal", "not_found"].includes(cover.remedy) && cover.canRetry;
  // What stands between the device and the store has words of its own: `network.clock` is no missing connection.
  const own = cover.code.startsWith("network.") ? cover.code.slice("network.".length) : null;
  return h(
    "div.cover",
    { "data-hit": true },
    h("div.failure", { role: "alert" },
      h("div.failure-icon", { "data-remedy": cover.remedy }, icon(REMEDY_ICON[cover.remedy] ?? "broken", 40)),
      h("h1", {}, t(own ? `network.${own}` : `failed.${cover.remedy}`)),
      h("p.failure-message", {}, sentence(cover)),
      own ? null : h("p.failure-remedy", {}, t(`remedy.${cover.remedy}`)),
      cover.waits ? h("p.failure-waits", { role: "status" }, t("waits")) : null,
      h("code.failure-code", {}, cover.code),
      cover.detail ? h("details", {}, h("summary", {}, t("details")), h("pre", {}, cover.detail)) : null),
    h("div.failure-buttons", {},
      retry ? h("button.primary", { "data-default": true, onclick: () => send({ do: "retry" }) }, t("retry")) : null,
      h(retry ? "button.secondary.leave" : "button.primary.leave", { "data-default": !retry, onclick: () => send({ do: "dismiss" }) }, t(cover.leave)),
      cover.leave === "toHome" ? h("button.quiet", { onclick: () => send({ do: "scan" }) }, t("scan")) : null),
  );
}

export function drawCrash(crash, send) {
  const where = crash.file ? `${crash.file}${crash.line ? `:${crash.line}` : ""}` : null;
  return h(
    "div.cover.crash",
    { "data-hit": true },
    h("div.failure", { role: "alert" },
      h("div.failure-icon", { "data-remedy": "internal" }, icon("broken", 40)),
      h("h1", {}, `${crash.name} ${t("crashed")}`),
      h("p.failure-message", {}, sentence(crash)),
      where ? h("code.failure-where", {}, where) : null,
      h("code.failure-code", {}, crash.code),
      crash.detail ? h("details", { open: true }, h("summary", {}, t("details")), h("pre", {}, crash.detail)) : null),
    h("div.failure-buttons", {},
      h("button.primary", { "data-default": true, onclick: () => send({ do: "chrome", action: "crashRestart" }) }, t("restart")),
      h("button.secondary", { onclick: () => send({ do: "close" }) }, t("toHome"))),
  );
}

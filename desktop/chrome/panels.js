// Sheets of the shell itself: the capsule's menu, sharing, about, the scanner; and the questions that only the host asks.

import { dialogKeys, h, icon } from "./dom.js";
import { badge } from "./covers.js";
import { guard } from "./guard.js";
import { t, titleOf } from "./texts.js";

function bottom(label, close, ...children) {
  const box = h("div.bottom.panel", { role: "dialog", "aria-modal": "true", "aria-label": label, tabindex: "-1" }, ...children);
  dialogKeys(box, close);
  return h("div.mask", { "data-hit": true, onclick: (event) => event.target === event.currentTarget && close() }, box);
}

export function drawPanel(panel, send) {
  const close = () => send({ do: "panelClose" });
  switch (panel.kind) {
    case "menu": return drawMenu(panel, send, close);
    case "share": return drawShare(panel, send, close);
    case "about": return drawAbout(panel, close);
    case "scanner": return drawScanner(panel, send, close);
    default: return null;
  }
}

function head(panel) {
  return h("div.panel-head", {}, badge(panel.program, panel.name, ".small"), h("h2", {}, panel.name));
}

function drawMenu(panel, send, close) {
  const entry = (picture, text, message, first = false) =>
    h("button.menu-item", { "data-default": first, onclick: () => send(message) }, h("span.menu-icon", {}, icon(picture, 26)), h("span", {}, text));
  return bottom(t("menu"), close,
    head(panel),
    h("div.menu-grid", {},
      panel.home ? null : entry(panel.favourite ? "starred" : "star", t(panel.favourite ? "unfavourite" : "favourite"),
        { do: "chrome", action: "menuFavourite", on: !panel.favourite }, true),
      panel.home ? null : entry("share", t("share"), { do: "chrome", action: "menuShare" }),
      entry("scan", t("scan"), { do: "scan" }),
      entry("restart", t("restart"), { do: "chrome", action: "menuRestart" }),
      entry("info", t("about"), { do: "about" })),
    h("button.action.cancel", { onclick: close }, t("cancel")));
}

function drawShare(panel, send, close) {
  return bottom(t("share"), close,
    head(panel),
    h("div.share-code", {}, h("img", { src: `chrome://shell/qr?${new URLSearchParams({ text: panel.link })}`, alt: panel.link, width: "220", height: "220" })),
    h("p.share-link", {}, panel.link),
    h("p.hint", {}, t("shareHint")),
    h("div.panel-buttons", {},
      h("button.secondary", { onclick: () => send({ do: "copy", text: panel.link }) }, t(panel.copied ? "copied" : "copyLink")),
      h("button.primary", { "data-default": true, onclick: close }, t("done"))));
}

function drawAbout(panel, close) {
  const row = (label, value) => value ? h("div.row", {}, h("span", {}, label), h("span.value", {}, value)) : null;
  return bottom(t("about"), close,
    head(panel),
    h("div.rows", {}, row(t("id"), panel.program), row(t("version"), panel.version)),
    h("div.panel-buttons", {}, h("button.primary", { "data-default": true, onclick: close }, t("done"))));
}

function drawScanner(panel, send, close) {
  return panel.results.length > 0 ? drawChoice(panel.results, send, close) : drawSight(panel, send, close);
}

// Several codes in one picture: the person says which.
function drawChoice(results, send, close) {
  const detail = (result) => (result.openable ? result.detail : t("notOpenable"));
  const first = results.findIndex((result) => result.openable);
  const row = (result, index) =>
    h("button.row.result", { "data-default": index === first, disabled: !result.openable, onclick: () => send({ do: "scanPick", index }) },
      result.program ? badge(result.program, result.title, ".small") : h("span.letter.small.plain", {}, icon("scan", 20)),
      h("span.result-text", {},
        h("span.result-title", {}, result.title),
        detail(result) ? h("span.result-detail", {}, detail(result)) : null,
        result.openable && result.parameters ? h("span.result-parameters", {}, result.parameters) : null));
  return bottom(t("several"), close,
    h("h2.panel-title", {}, t("several")),
    h("div.rows.results", {}, results.map(row)),
    h("div.panel-buttons", {},
      h("button.secondary", { onclick: close }, t("cancel")),
      h("button.secondary", { onclick: () => send({ do: "scanChoose" }) }, t("another"))));
}

function drawSight(panel, send, close) {
  return bottom(t("scanTitle"), close,
    h("h2.panel-title", {}, t("scanTitle")),
    h("div.scan-frame", { "data-busy": panel.busy },
      h("span.scan-corner.a"), h("span.scan-corner.b"), h("span.scan-corner.c"), h("span.scan-corner.d"),
      panel.busy ? h("span.spinner.large.dark") : icon("picture", 52),
      h("p", {}, panel.busy ? t("reading") : t("pasteHint"))),
    panel.parts ? h("p.scan-parts", { role: "status" }, t("partsRead").replace("{read}", panel.parts.read).replace("{of}", panel.parts.of)) : null,
    panel.error ? h("p.scan-error", { role: "alert" }, panel.error.text, " ", h("code", {}, panel.error.code)) : null,
    h("div.panel-buttons", {},
      h("button.secondary", { onclick: close }, t("cancel")),
      h("button.primary", { "data-default": true, disabled: panel.busy, onclick: () => send({ do: "scanChoose" }) }, t("choose"))));
}

/** No button is the default, and the answer that gives most is not the first: a person reads, and then chooses. Escape, back
 * and a press outside are "not now". */
export function drawPrompt(prompt, send) {
  const answer = (grant) => () => send({ do: "prompt", prompt: prompt.id, grant });
  const ask = prompt.ask;
  const opens = ask.kind === "openProgram" || ask.kind === "OpenProgram";
  const body = opens
    ? [h("p.consent-what", {}, `${ask.from} ${t("wants")} ${ask.to}`)]
    : [h("p.consent-who", {}, badge(ask.program, ask.name, ".tiny"), h("span", {}, `${ask.name} ${t("requests")}`)),
      h("h2.consent-what", {}, titleOf(ask)),
      ask.reason ? h("p.consent-reason", {}, h("span.hint", {}, `${t("programSays")}: `), ask.reason) : null];
  const button = (grant, text) => h(`button.secondary.grant-${grant}`, { onclick: answer(grant) }, t(text));
  const buttons = opens
    ? [button("once", "allow"), button("never", "refuse")]
    : [button("once", "once"), button("whileOpen", "whileOpen"), button("always", "always"), button("never", "refuse")];
  return guard(bottom(titleOf(ask) ?? "", answer("dismissed"),
    h("div.consent", {}, body),
    h("div.panel-buttons.column", {}, buttons)));
}

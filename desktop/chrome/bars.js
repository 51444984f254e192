// Navigation bar, capsule and tab bar, in WeChat's sizes (the host's ChromeState carries heights and rectangles).

import { h, icon } from "./dom.js";
import { t } from "./texts.js";

export function drawNav(bar, send) {
  if (bar.custom) {
    // The page draws its own bar; WeChat then leaves back to the page too.
    return h("div.nav-none");
  }
  const start = bar.back
    ? h("button.nav-start", { "aria-label": t("back"), onclick: () => send({ do: "chrome", action: "navBack" }) }, icon("back"))
    : bar.home
      ? h("button.nav-start.nav-home", { "aria-label": t("home"), onclick: () => send({ do: "chrome", action: "navHome" }) }, icon("home", 20))
      : null;
  return h(
    "div.nav",
    { "data-hit": true, "data-front": bar.front, style: { background: bar.background, height: `${bar.height}px` } },
    start,
    h(
      "h1.nav-title",
      { title: bar.title },
      bar.loading ? h("span.spinner.small", { role: "status" }) : null,
      h("span.nav-text", {}, bar.title),
    ),
  );
}

export function drawCapsule(capsule, send) {
  const at = { left: `${capsule.left}px`, top: `${capsule.top}px`, width: `${capsule.width}px`, height: `${capsule.height}px` };
  return h(
    "div.capsule",
    { "data-hit": true, "data-front": capsule.front, role: "group", style: at },
    h("button", { "aria-label": t("menu"), "aria-haspopup": "dialog", id: "capsule-menu", onclick: () => send({ do: "menu" }) }, icon("more", 20)),
    h("span.capsule-line", { "aria-hidden": "true" }),
    h("button", { "aria-label": t("close"), id: "capsule-close", onclick: () => send({ do: "close" }) }, icon("close", 20)),
  );
}

export function drawTabs(bar, send) {
  if (bar.custom) return h("div.tabs-none");
  const item = (tab, index) => {
    const selected = index === bar.selected;
    const path = selected ? tab.selectedIcon ?? tab.icon : tab.icon;
    return h(
      "button.tab",
      {
        role: "tab",
        "aria-selected": selected ? "true" : "false",
        style: { color: selected ? bar.selectedColor : bar.color },
        onclick: () => send({ do: "tab", index }),
      },
      h(
        "span.tab-icon",
        {},
        path ? h("img", { src: `chrome://shell/file/${bar.instance}/${encodeURI(path.replace(/^\/+/, ""))}`, alt: "" }) : null,
        tab.badge ? h("span.badge", {}, tab.badge) : tab.redDot ? h("span.badge.dot") : null,
      ),
      h("span.tab-text", {}, tab.text),
    );
  };
  return h(
    "div.tabs",
    { "data-hit": true, role: "tablist", "data-border": bar.border, style: { background: bar.background, height: `${bar.height}px` } },
    bar.items.map(item),
  );
}

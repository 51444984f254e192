// Elements by value: `h("button.primary", { onclick }, "text", child)`. Texts are only ever set as text nodes, so nothing a
// program says becomes markup.

/** @param {string} what tag and classes, `div.a.b` */
export function h(what, props = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length > 0) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A 24 x 24 picture from path data of our own; strokes take the text's colour. */
export function icon(name, size = 24) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  for (const [data, filled] of ICONS[name] ?? []) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", data);
    if (filled) path.setAttribute("class", "filled");
    svg.append(path);
  }
  return svg;
}

const circle = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

const ICONS = {
  back: [["M15 4.5 7.5 12l7.5 7.5"]],
  home: [["M4 11.2 12 4.5l8 6.7M6.2 9.6v9.2h11.6V9.6"]],
  more: [[circle(5, 12, 1.7), true], [circle(12, 12, 2.4), true], [circle(19, 12, 1.7), true]],
  close: [[circle(12, 12, 8)], [circle(12, 12, 3.2), true]],
  check: [["M4.5 12.5l5 5 10-11"]],
  cross: [["M6 6l12 12M18 6 6 18"]],
  warn: [["M12 6.5v7.5"], [circle(12, 18, 1.1), true]],
  star: [["M12 3.8l2.5 5.3 5.8.7-4.3 4 1.1 5.8-5.1-2.9-5.1 2.9 1.1-5.8-4.3-4 5.8-.7z"]],
  starred: [["M12 3.8l2.5 5.3 5.8.7-4.3 4 1.1 5.8-5.1-2.9-5.1 2.9 1.1-5.8-4.3-4 5.8-.7z", true]],
  share: [["M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h2.5v2.5M19.5 13.5v2M13.5 19.5h2M17.5 17.5h2v2"]],
  info: [[circle(12, 12, 8.5)], ["M12 11v5.5"], [circle(12, 7.8, 1.1), true]],
  restart: [["M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4"]],
  scan: [["M4 8.5V5.2C4 4.5 4.5 4 5.2 4h3.3M15.5 4h3.3c.7 0 1.2.5 1.2 1.2v3.3M20 15.5v3.3c0 .7-.5 1.2-1.2 1.2h-3.3M8.5 20H5.2c-.7 0-1.2-.5-1.2-1.2v-3.3M3 12h18"]],
  picture: [["M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17"], [circle(15.5, 9, 1.4)]],
  offline: [["M4 9.5a12 12 0 0 1 16 0M7 13a7.6 7.6 0 0 1 10 0M10 16.4a3.2 3.2 0 0 1 4 0M4 4l16 16"]],
  shield: [["M12 3.5l7 2.6v5.4c0 4.4-2.9 7.6-7 9-4.1-1.4-7-4.6-7-9V6.1zM9.5 9.5l5 5M14.5 9.5l-5 5"]],
  search: [[circle(10.5, 10.5, 6)], ["M15 15l5 5"]],
  broken: [["M12 3.5 22 20.5H2zM12 10v5"], [circle(12, 17.8, 0.9), true]],
  key: [[circle(8, 12, 4)], ["M12 12h9M17.5 12v4"]],
};

/** The focusable elements inside, in order. */
export function focusable(root) {
  return [...root.querySelectorAll("button:not([disabled]),input,textarea,[tabindex='0']")];
}

/** Keeps Tab inside a dialog, gives Escape to `cancel`, and Enter to the button marked `data-default`. The dialog itself
 * takes the keyboard, so that no button is ringed before a person uses the keyboard. */
export function dialogKeys(root, cancel) {
  root.setAttribute("tabindex", "-1");
  if (!root.querySelector("[data-focus]")) root.setAttribute("data-focus", "");
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === root) {
      event.preventDefault();
      root.querySelector("[data-default]")?.click();
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      cancel?.();
      return;
    }
    if (event.key !== "Tab") return;
    const stops = focusable(root);
    if (stops.length === 0) return;
    const here = stops.indexOf(document.activeElement);
    const next = here < 0 ? (event.shiftKey ? stops.length - 1 : 0) : (here + (event.shiftKey ? -1 : 1) + stops.length) % stops.length;
    event.preventDefault();
    stops[next].focus();
  });
}

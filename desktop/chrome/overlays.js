// Toast, loading, modal, action sheet: what a program puts over its pages.

import { dialogKeys, h, icon } from "./dom.js";
import { sentence, t } from "./texts.js";

// Black is the default of WeChat's colour arguments: it means the text colour of the theme. Other colours are the
// program's own; CSS lightens them on dark.
function ink(colour) {
  return /^#0{3}(0{3})?$/.test(colour) ? {} : { color: colour };
}

export function drawToast(toast) {
  const parts = [];
  if (toast.mask) parts.push(h("div.mask.clear", { "data-hit": true }));
  const plain = toast.icon === "none" && !toast.image;
  const picture = toast.image
    ? h("img.toast-image", { src: `chrome://shell/file/${toast.instance}/${encodeURI(toast.image.replace(/^\/+/, ""))}`, alt: "" })
    : toast.icon === "loading"
      ? h("span.spinner.large")
      : plain
        ? null
        : icon(toast.icon === "error" ? "warn" : "check", 40);
  parts.push(h(plain ? "div.toast.plain" : "div.toast", { role: "status" }, picture, h("p", {}, toast.title)));
  return parts;
}

export function drawLoading(loading) {
  const parts = [];
  if (loading.mask) parts.push(h("div.mask.clear", { "data-hit": true }));
  parts.push(h("div.toast", { role: "status" }, h("span.spinner.large"), h("p", {}, loading.title)));
  return parts;
}

export function drawModal(modal, send) {
  const field = modal.editable
    ? h("textarea.modal-field", { placeholder: modal.placeholder, rows: 2, "aria-label": modal.title || modal.placeholder, "data-focus": true })
    : null;
  if (field) field.value = modal.content;
  const cancel = () => send({ do: "chrome", action: "modalCancel" });
  const confirm = () => send({ do: "chrome", action: "modalConfirm", text: field ? field.value : "" });
  const box = h(
    "div.modal",
    { role: "dialog", "aria-modal": "true", "aria-label": modal.title || modal.content },
    modal.title ? h("h2.modal-title", {}, modal.title) : null,
    h(modal.title ? "div.modal-content" : "div.modal-content.alone", {}, field ?? modal.content),
    h(
      "div.modal-buttons",
      {},
      modal.showCancel ? h("button", { style: ink(modal.cancelColor), onclick: cancel }, modal.cancelText) : null,
      h(
        "button.strong",
        { style: ink(modal.confirmColor), onclick: confirm, "data-default": true },
        modal.confirmText,
      ),
    ),
  );
  // Escape is the cancel button. Without one there is nothing to press: the question stays, as on WeChat.
  dialogKeys(box, modal.showCancel ? cancel : () => {});
  return h("div.mask.center", { "data-hit": true }, box);
}

export function drawSheet(sheet, send) {
  const cancel = () => send({ do: "chrome", action: "sheetCancel" });
  const box = h(
    "div.bottom.actions",
    { role: "dialog", "aria-modal": "true", "aria-label": sheet.alertText ?? "" },
    sheet.alertText ? h("p.actions-title", {}, sheet.alertText) : null,
    sheet.items.map((text, index) =>
      h(
        "button.action",
        {
          style: ink(sheet.itemColor),
          "data-default": index === 0,
          onclick: () => send({ do: "chrome", action: "sheetPick", index }),
        },
        text,
      ),
    ),
    h("button.action.cancel", { onclick: cancel }, sheet.cancelText || t("cancel")),
  );
  dialogKeys(box, cancel);
  return h("div.mask", { "data-hit": true, onclick: (event) => event.target === event.currentTarget && cancel() }, box);
}

// An error that the program survived: a strip under the bar, until it is tapped away or the host takes it back.
export function drawNotice(notice, send) {
  const where = notice.file ? `${notice.file}${notice.line ? `:${notice.line}` : ""}` : "";
  return h(
    "div.notice",
    { "data-hit": true, role: "alert", style: { top: `${notice.top + 8}px` } },
    icon("broken", 20),
    h("div.notice-body", {},
      h("p", {}, sentence(notice)),
      h("p.notice-detail", {}, h("code", {}, notice.code), where ? ` ${where}` : "", notice.detail ? ` ${notice.detail}` : "")),
    h("button", { "aria-label": t("close"), onclick: () => send({ do: "chrome", action: "noticeDone" }) }, icon("cross", 16)),
  );
}

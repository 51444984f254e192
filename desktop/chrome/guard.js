// A question about what a program may do counts only as a person's own answer: nothing that was pressed before it could be
// read, or that was pressed elsewhere and let go here.

/** A person needs so long to see that something came under the finger. */
export const QUIET_MS = 700;

/** Lets clicks on buttons inside `root` through only if the press began on the same button, and late enough. */
export function guard(root, now = () => performance.now()) {
  const shown = now();
  const buttonOf = (event) => (event.target instanceof Element ? event.target.closest("button") : null);
  const quiet = () => now() - shown < QUIET_MS;
  let pressed = null;
  root.addEventListener("pointerdown", (event) => (pressed = quiet() ? null : buttonOf(event)), true);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (quiet() || event.repeat) {
      pressed = null;
      event.preventDefault();
    } else pressed = buttonOf(event);
  }, true);
  root.addEventListener("click", (event) => {
    const button = buttonOf(event);
    // What helps people who cannot press presses without a pointer and without a key.
    const helped = event.detail === 0 && event.isTrusted && pressed === null && !quiet();
    if (button && button !== pressed && !helped) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    pressed = null;
  }, true);
  return root;
}

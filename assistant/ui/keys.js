// Keys: "/" goes to the question, Escape stops the answer under way. (Enter asks: that is the question's own box.)
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) menu.open = false;
    else document.querySelector("#stop:not([disabled])")?.click();
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector('[role="tab"]')?.click();
    requestAnimationFrame(() => document.querySelector("#question textarea")?.focus());
  }
});

// Papers that a person ticks, in the library or among the sources: how many they are, and what is to be done with them.
{
  const ticked = (list) => [...new Set(
    [...list.querySelectorAll('[data-choose]:checked:not([data-choose="all"])')].map((box) => box.dataset.choose),
  )];

  document.addEventListener("change", (event) => {
    const list = event.target.matches?.("[data-choose]") && event.target.closest(".choosing");
    if (!list) return;
    if (event.target.dataset.choose === "all") {
      for (const box of list.querySelectorAll("[data-choose]")) box.checked = event.target.checked;
    }
    const count = ticked(list).length;
    const bar = list.querySelector(".chosen");
    bar.hidden = count === 0;
    bar.querySelector("span").textContent = count === 1 ? "1 paper" : `${count} papers`;
    const compare = bar.querySelector('[data-chosen="compare"]');
    if (compare) compare.disabled = count < 2 || count > 20;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-chosen]");
    if (!button) return;
    if (button.dataset.sure && !window.assistantPage.sure(button)) return;
    const list = button.closest(".choosing");
    const ids = ticked(list);
    window.assistantPage.send(button, button.dataset.chosen, { ids });
    list.querySelector(".chosen").hidden = true;
    for (const box of list.querySelectorAll("[data-choose]")) box.checked = false;
  });

  // Gradio names the field for files in other words than it shows, which those who speak to their computer cannot know.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#adding")) return;
    setTimeout(() => document.querySelector("#drop button[aria-label]")?.removeAttribute("aria-label"), 100);
  });
}

// A click on a [1] mark shows the sources of its question, opens the card and brings the quoted sentence into view.
() => {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("a.mark");
    if (!mark) return;
    event.preventDefault(); // Gradio's <base> would turn the anchor into a reload
    const card = document.getElementById(mark.hash.slice(1));
    if (!card) return;
    for (const section of document.querySelectorAll("section.sources")) {
      section.classList.toggle("current", section.contains(card));
    }
    const abstract = card.querySelector("details.abstract");
    if (abstract) abstract.open = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  });
}

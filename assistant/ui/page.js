// A click on a [1] mark shows the sources of its question, opens the card and brings the quoted sentence into view.
{
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
    card.focus({ preventScroll: true });
    show(card.querySelector("mark") ?? card, "nearest");
  });

  // A new question comes into view when it is asked, its whole answer when it is there.
  let asking = false;
  new MutationObserver(() => {
    const now = document.querySelector("#now .turn, #now .failure");
    if (now && !asking) show(now, now.matches(".turn") ? "start" : "nearest");
    if (!now && asking) document.querySelector("#past .turn:last-child")?.scrollIntoView({ block: "nearest" });
    asking = Boolean(now);
  }).observe(document.getElementById("now"), { childList: true, subtree: true });

  function show(element, block) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  }
}

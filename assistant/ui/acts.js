// Buttons within our HTML: what they ask for goes up as an event, which the part they stand in passes to the server.
{
  const send = (from, name, act) => from.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: act }));
  const heard = document.body.appendChild(document.createElement("div")); // read out where nothing else changes
  heard.id = "heard";
  heard.setAttribute("role", "status");

  function say(words) {
    heard.textContent = words;
    setTimeout(() => heard.textContent === words && (heard.textContent = ""), 2000);
  }

  const does = {
    copy: (button) => copy(button.dataset.copy).then((done) => say(done ? "Copied" : "This browser does not let us copy")),
    again: (button) => send(button, "again", { turn: Number(button.dataset.again), text: button.dataset.text }),
    edit,
    judge,
    open: (button) => send(button, "open", { text: button.dataset.open }),
    delete: (button) => sure(button) && send(button, "delete", { text: button.dataset.delete }),
    rename,
    pin: (button) => { send(button, "pin", { text: button.dataset.pin }); say("Asked about until unpinned"); },
    unpin: (button) => send(button, "unpin", { text: button.dataset.unpin }),
    use: (button) => send(button, "use", { text: button.dataset.use }),
    fetch: (button) => send(button, "fetch", { text: button.dataset.fetch }),
    export: (button) => {
      send(button, "export", { turn: Number(button.dataset.export), how: button.dataset.how });
      const menu = button.closest("details.menu");
      if (menu) menu.open = false;
    },
  };

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const button = event.target.closest?.("button");
    if (button?.id === "show-talks") {
      const open = document.getElementById("talks-column").classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
    }
    const name = button && Object.keys(does).find((one) => one in button.dataset);
    if (name) does[name](button);
  });

  // A menu opens above its button, or below it where the page has no room above.
  document.addEventListener("toggle", (event) => {
    const box = event.target.matches?.("details.menu[open]") && event.target.lastElementChild;
    if (!box) return;
    box.classList.remove("below");
    box.classList.toggle("below", box.getBoundingClientRect().top + window.scrollY < 0);
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.note, form.edit")) return;
    event.preventDefault();
    const text = form.querySelector("textarea").value;
    if (form.matches(".edit")) {
      const { turn, question } = form.dataset; // a question: only what it is taken as was changed
      return send(form, "again", question ? { turn: Number(turn), text: question, meant: text } : { turn: Number(turn), text });
    }
    const pressed = form.closest(".turn").querySelector('[data-judge][aria-pressed="true"]');
    send(form, "judge", { turn: Number(form.dataset.note), how: pressed?.dataset.how ?? "", text });
    form.hidden = true;
    say("Note kept");
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form.edit, form.note");
    if (!form) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      form.matches(".edit") ? form.remove() : (form.hidden = true);
    }
  });

  function judge(button) {
    const { judge: turn, how } = button.dataset;
    const form = button.closest(".turn").querySelector("form.note");
    const taken = button.getAttribute("aria-pressed") === "true"; // a second click takes it back
    for (const thumb of button.parentElement.querySelectorAll("[data-judge]")) {
      thumb.setAttribute("aria-pressed", String(thumb === button && !taken));
    }
    form.hidden = taken;
    const text = form.querySelector("textarea").value;
    send(button, "judge", taken ? { turn: Number(turn) } : { turn: Number(turn), how, text });
    say(taken ? "Taken back" : "Kept. Thank you");
  }

  function edit(button) {
    const asked = button.closest(".asked");
    const turn = Number(button.dataset.edit);
    if (asked.nextElementSibling?.matches("form.edit")) return asked.nextElementSibling.querySelector("textarea").focus();
    const form = Object.assign(document.createElement("form"), { className: "edit" });
    form.dataset.turn = turn;
    if (button.dataset.meant) form.dataset.question = button.dataset.text;
    const turns = [...document.querySelectorAll("#past .turn")];
    const later = turns.length - 1 - turns.indexOf(button.closest(".turn"));
    form.innerHTML =
      '<textarea rows="2" aria-label="The question in other words"></textarea><div>' +
      '<button type="submit" class="first">Ask</button><button type="button" class="cancel">Cancel</button>' +
      (later > 0 ? `<span>${later === 1 ? "The answer after this one goes" : `The ${later} answers after this one go`}.</span>` : "") +
      "</div>";
    form.querySelector(".cancel").addEventListener("click", () => form.remove());
    asked.after(form);
    const box = form.querySelector("textarea");
    box.value = button.dataset.meant ?? button.dataset.text;
    box.focus();
  }

  function rename(button) {
    const entry = button.closest("li");
    const box = Object.assign(document.createElement("input"), { type: "text", value: button.dataset.name, maxLength: 200 });
    box.setAttribute("aria-label", "New name of the conversation");
    entry.querySelector(".open").hidden = true;
    entry.prepend(box);
    box.select();
    const end = () => { box.remove(); entry.querySelector(".open").hidden = false; };
    box.addEventListener("blur", end);
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && box.value.trim()) send(entry, "rename", { text: button.dataset.rename, how: box.value });
      if (event.key === "Enter" || event.key === "Escape") box.blur();
    });
  }

  // What cannot be taken back is done by a second click.
  function sure(button) {
    if (button.classList.contains("sure")) return true;
    const asked = button.innerHTML;
    const end = () => { button.innerHTML = asked; button.classList.remove("sure"); };
    button.textContent = button.dataset.sure ?? "Sure?";
    button.classList.add("sure");
    button.addEventListener("blur", end, { once: true });
    button.focus();
    return false;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // no clipboard where the page does not come from this computer
      const box = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      return done;
    }
  }

  function save(file) {
    if (!file) return;
    const url = URL.createObjectURL(new Blob([file.text], { type: "text/plain;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: url, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  window.assistantPage = { send, say, save, sure };
}

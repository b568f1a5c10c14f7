// Statements one at a time, with large buttons. Each vote is sent when it is given, and the next statement comes.
const THEN_MS = 350;

export function improve(ask, texts) {
  const place = ask.querySelector("[data-rows]"), own = ask.querySelector(".dialogues-statements > .field");
  const where = Object.assign(document.createElement("p"), { className: "where" });
  const button = (text, by) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet", textContent: text });
    made.addEventListener("click", () => go(at + by));
    return made;
  };
  const back = button(texts.back, -1), forward = button(texts.forward, 1), turns = document.createElement("p");
  turns.className = "turns";
  turns.append(back, forward);
  place.before(where);
  place.after(turns);
  place.classList.add("one-at-a-time");
  unseen();
  let here, at = Math.max(0, rows().findIndex((row) => !row.querySelector(".option :checked")));
  if (rows().every((row) => row.querySelector(".option :checked"))) at = rows().length;
  place.addEventListener("change", () => setTimeout(voted, THEN_MS));
  ask.addEventListener("refill", refill);
  show();

  function rows() {
    return [...place.children];
  }

  // Without this script everything stands on the page at once; here only what has had its turn is seen.
  function unseen() {
    for (const row of rows()) markOf(row).checked = false;
  }

  function markOf(row) {
    return row.querySelector("[hidden]");
  }

  // Statements came or went: whoever is at one of them stays there.
  function refill() {
    const to = rows().indexOf(here);
    if (to >= 0) at = to;
    show();
  }

  function voted() {
    ask.dispatchEvent(new Event("send"));
    go(at + 1, true);
    // That one goes along as seen. Once it is on its way, what is seen is noted anew.
    setTimeout(unseen);
  }

  function go(to, isFocused) {
    at = Math.min(Math.max(0, to), rows().length);
    show();
    const next = rows()[at]?.querySelector(".option :checked, .option input");
    if (isFocused && place.contains(document.activeElement)) (next ?? own.querySelector("input")).focus({ preventScroll: true });
  }

  function show() {
    const all = rows();
    at = Math.min(at, all.length);
    here = all[at];
    if (here) markOf(here).checked = true;
    all.forEach((row, number) => row.toggleAttribute("hidden", number !== at));
    where.textContent = at < all.length ? texts.statement.replace("{number}", at + 1).replace("{total}", all.length) : texts.all_statements;
    back.disabled = at === 0;
    forward.disabled = at >= all.length;
  }
}

// Ranking by moving: buttons for everyone, dragging for those who like it. The form's own selects stay the truth.
export function improve(ask, texts) {
  const fieldset = ask.querySelector(".dialogues-ranking");
  const list = Object.assign(document.createElement("ol"), { className: "ranked" });
  const news = Object.assign(document.createElement("p"), { className: "sr" });
  news.setAttribute("aria-live", "polite");
  const rows = [...fieldset.querySelectorAll(".dialogues-pair")].map((pair) => rowOf(pair));
  fieldset.querySelector("[data-help]").textContent = texts.ranking_move;
  fieldset.append(list, news);
  ask.addEventListener("refill", read);
  read();

  function rowOf(pair) {
    const select = pair.querySelector("select"), name = pair.querySelector("span"), row = document.createElement("li");
    select.hidden = true;
    const option = name.textContent;
    const button = (by, text, sign) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "step", textContent: sign });
      made.setAttribute("aria-label", text.replace("{option}", option));
      made.addEventListener("click", () => move(row, by, made));
      return made;
    };
    row.append(Object.assign(document.createElement("b"), { ariaHidden: "true" }), name, select, button(-1, texts.move_up, "↑"), button(1, texts.move_down, "↓"));
    Object.assign(row, { select, option });
    row.addEventListener("pointerdown", (event) => event.target.closest("button") || drag(row, event));
    pair.remove();
    return row;
  }

  // From the selects: those with a place first, in its order.
  function read() {
    rows.sort((a, b) => (Number(a.select.value) || 99) - (Number(b.select.value) || 99));
    write(rows.filter((row) => row.select.value).length);
  }

  function write(ranked) {
    rows.forEach((row, at) => {
      const isRanked = at < ranked;
      row.select.value = isRanked ? String(at + 1) : "";
      row.classList.toggle("left-out", !isRanked);
      row.firstChild.textContent = isRanked ? at + 1 : "–";
      row.querySelector("button:last-of-type").disabled = !isRanked;
      row.querySelector("button").disabled = at === 0 && isRanked;
    });
    list.append(...rows);
    list.style.setProperty("--ranked", ranked);
  }

  function move(row, by, button) {
    if ("closed" in ask.dataset) return;
    const at = rows.indexOf(row), ranked = rows.filter((each) => each.select.value).length;
    rows.splice(at, 1);
    // Up from below the line is to the end of what is ranked; down from the last place is below the line.
    const isIn = at < ranked, leaves = isIn && by > 0 && at === ranked - 1;
    rows.splice(!isIn ? ranked : at + (leaves ? 0 : by), 0, row);
    done(row, ranked + (isIn ? 0 : 1) - (leaves ? 1 : 0));
    (button.disabled ? button.nextElementSibling ?? button.previousElementSibling : button).focus();
  }

  function done(row, ranked) {
    write(ranked);
    news.textContent = (row.select.value ? texts.placed : texts.left_out).replace("{option}", row.option).replace("{place}", row.select.value);
    ask.dispatchEvent(new Event("input"));
  }

  // The list holds the pointer: a row would lose it as soon as it is put in another place.
  function drag(row, begun) {
    if ("closed" in ask.dataset || begun.button || list.querySelector(".held")) return;
    begun.preventDefault();
    list.setPointerCapture(begun.pointerId);
    row.classList.add("held");
    let ranked = rows.filter((each) => each.select.value).length, isMoved = false;
    const over = (event) => {
      const to = rows.findIndex((each) => event.clientY < each.getBoundingClientRect().bottom), at = rows.indexOf(row);
      const wanted = to < 0 ? rows.length - 1 : to;
      if (wanted === at) return;
      isMoved = true;
      rows.splice(wanted, 0, ...rows.splice(at, 1));
      if (!row.select.value && wanted <= ranked) ranked += 1;
      else if (row.select.value && wanted >= ranked) ranked -= 1;
      write(ranked);
    };
    const dropped = () => {
      list.removeEventListener("pointermove", over);
      row.classList.remove("held");
      if (isMoved) done(row, ranked);
    };
    list.addEventListener("pointermove", over);
    list.addEventListener("lostpointercapture", dropped, { once: true });
  }
}

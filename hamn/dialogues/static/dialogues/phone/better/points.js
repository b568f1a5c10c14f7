// Points to share out: what is left is said all the time, and there are buttons to give and take with.
export function improve(ask, texts) {
  const all = Number(ask.dataset.points), step = Math.max(1, Math.round(all / 20));
  const fieldset = ask.querySelector(".dialogues-points"), fields = [...fieldset.querySelectorAll("input")];
  const left = Object.assign(document.createElement("output"), { className: "left" });
  fieldset.append(left);
  fields.forEach(between);
  ask.addEventListener("input", tell);
  ask.addEventListener("refill", tell);
  tell();

  function between(field) {
    const option = field.closest("label").querySelector("span").textContent, row = document.createElement("div");
    row.className = "dialogues-pair";
    field.closest("label").replaceWith(row);
    const label = Object.assign(document.createElement("label"), { textContent: option, dir: "auto", htmlFor: (field.id = `points-${field.name}`) });
    row.append(label, button("−", texts.less_for, -step), field, button("+", texts.more_for, step));

    function button(sign, text, by) {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "step", textContent: sign });
      made.setAttribute("aria-label", text.replace("{option}", option));
      made.addEventListener("click", () => give(field, by));
      return made;
    }
  }

  function sum() {
    return fields.reduce((total, field) => total + (Number(field.value) || 0), 0);
  }

  // Never below nothing, and never more than there is.
  function give(field, by) {
    if ("closed" in ask.dataset) return;
    const now = Number(field.value) || 0;
    field.value = Math.max(0, now + Math.min(by, Math.max(0, all - sum())));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function tell() {
    const rest = all - sum();
    left.dataset.rest = Math.sign(rest);
    left.textContent = (rest > 0 ? texts.points_left : rest < 0 ? texts.points_over : texts.points_done).replace("{points}", Math.abs(rest));
  }
}

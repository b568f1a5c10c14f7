// Between a question's fields and the protocol's values.
const number = (text) => (/^-?\d+$/.test(text) ? +text : text);
const numbers = (found) => Object.fromEntries(Object.entries(found).map(([part, [text]]) => [part, number(text)]));

export const fieldsOf = (ask) => [...ask.querySelectorAll("[name]")];
const isPressed = (field) => /radio|checkbox/.test(field.type);

// What is found in the fields, by what their names end with, as one value. Of the other kinds, each part stands for itself.
const WHOLE = {
  words: (found) => Object.values(found).flat(),
  text: (found) => found[""][0],
  choice: (found) => found[""],
  scale: (found) => numbers(found)[""],
  ranking: (found) => Object.keys(found).sort((a, b) => found[a] - found[b]),
  points: numbers,
  axes: numbers,
};

// The answers that a question's fields make, each at its item. own: what the room has of ours already.
export function answersOf(ask, own) {
  const found = {}, comment = {}, whole = WHOLE[ask.dataset.kind], isThere = (parts) => Object.keys(parts).length > 0;
  for (const field of fieldsOf(ask)) {
    const value = field.value.trim(), part = field.name.replace(/^q\d+-?/, "");
    if (!value || (isPressed(field) && !field.checked)) continue;
    if (part.endsWith("-comment")) comment[part.slice(0, -8)] = value;
    else (found[part] ??= []).push(value);
  }
  if (!whole) return itemsOf(found, own);
  if (isThere(found) || isThere(comment)) return [{ item: "", value: whole(found), ...(isThere(comment) && { comment }) }];
  return "" in own || "answered" in ask.dataset ? [{ item: "", value: null }] : [];
}

// Statements and questions from the room: each vote and each text stands for itself, and only what is new is sent.
function itemsOf({ own: statement, ask, support = [], "on-page": onPage = [], seen, ...votes }, own) {
  return [
    ...Object.entries(numbers(votes)).map(([item, vote]) => ({ item, value: { [item]: vote }, seen })),
    ...onPage.map((text) => ({ item: `support:${text}`, value: support.includes(text) ? { support: text } : null })),
    ...(statement ? [{ item: "own:", value: { own: statement[0] } }] : []),
    ...(ask ? [{ item: "ask:", value: { ask: ask[0] } }] : []),
  ].filter(({ item, value }) => (value ? own[item] !== (value[item] ?? true) : item in own));
}

// Everything that stands in the fields, and the same put back after a reload.
const placeOf = (field) => (isPressed(field) ? `${field.name}=${field.value}` : field.name);
const stateOf = (field) => (isPressed(field) ? "checked" : "value");

export const written = (ask) => fieldsOf(ask).map((field) => [placeOf(field), field[stateOf(field)]]);

export function putBack(ask, rows) {
  const left = new Map(rows);
  for (const field of fieldsOf(ask)) {
    const was = left.get(placeOf(field));
    if (was === undefined) continue;
    field[stateOf(field)] = was;
    if (was && !isPressed(field)) field.closest("details").open = true;
  }
  ask.dispatchEvent(new Event("refill"));
}

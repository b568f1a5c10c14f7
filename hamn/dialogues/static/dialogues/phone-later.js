// What a phone needs once it is in, but not for a first answer: waking up, better forms, results, new questions, asking
// where streams are blocked, and keeping the page for when there is no network.
const room = document.querySelector("live-room");
const WORKER = "/d/sw.js";
const EVERY_MS = 2000;
const PER_PERSON_MS = 10;
const KEPT = "hamn-phone-1";
const KEEP_WITHIN_MS = 3000;
const KEEP_TRIES = 8;
const END_WITHIN_MS = 2500;
const SOON_S = 60;
const CALM_STEP_S = 15;
const AGAIN_MS = 15000;

wakeUp();
keepPage();
improveAll();
setInterval(() => room.queue.flush(), AGAIN_MS);

// A stream that slept with its phone may be dead without knowing it, and coming back costs little.
function wakeUp() {
  const { line } = room;
  const back = ({ persisted }) => document.hidden || persisted === false || !line.turn || line.open();
  for (const name of ["visibilitychange", "resume", "pageshow", "online"]) addEventListener(name, back, true);
  for (const name of ["pagehide", "offline", "freeze"]) addEventListener(name, () => line.lost(), true);
}

// Each form of a kind that a script of its own makes better; when that cannot be had, it will be the next time.
function improveAll() {
  for (const ask of Object.values(room.asks)) if (ask.element.dataset.script) ask.better ??= improve(ask);
}

// Not under anybody's fingers: whoever is in it gets the better one when they have left it.
async function improve(ask) {
  const { element } = ask, left = (done) => element.addEventListener("focusout", () => setTimeout(done), { once: true });
  const added = await import(element.dataset.script).catch(() => (ask.better = undefined));
  while (added && element.contains(document.activeElement)) await new Promise(left);
  added?.improve(element, room.texts);
}

// A page or a part of one as a document. Its scripts do not run.
const page = (address) =>
  new Promise((done, fail) => {
    const request = Object.assign(new XMLHttpRequest(), { responseType: "document", onerror: fail });
    request.open("GET", address);
    request.onload = () => (request.status === 200 && request.response ? done(request.response) : fail(request.status));
    request.send();
  });

// Ask, and wait for something new. Where asking gets no answer either, it was not the stream that was at fault.
export async function ask(line, turn) {
  for (let tries = 0; turn === line.turn && !line.over; ) {
    const answer = await fetch(`${room.base}?after=${line.last || "none.0"}&wait=25`).catch(() => {});
    if (turn !== line.turn) return;
    line.up(Boolean(answer?.ok));
    if (!answer?.ok) await room.pause(room.jittered((tries += 1)));
    else if (tries) return line.open((line.failures = 0));
    else if (answer.status === 200) {
      const told = await answer.json();
      line.last = told.epoch ? `${told.epoch}.${told.seq}` : "";
      room.hear(told);
    }
  }
}

// Results: the server draws them once for everyone; a phone asks seldom, and the bigger the hall, the less often.
export function show({ results, texts, connected }) {
  for (const [id, others] of Object.entries(texts)) grow(room.asks[id], others);
  for (const [id, told] of Object.entries(results)) {
    const shown = room.asks[id];
    if (!shown) continue;
    const now = JSON.stringify(told), isNew = shown.was ? shown.was !== now : !shown.part("figure").firstElementChild;
    shown.was = now;
    if (told) grow(shown, told.asks ?? told.statements);
    if (!told) put(shown, []);
    else if (isNew) refresh(shown, EVERY_MS + (connected ?? 0) * PER_PERSON_MS);
  }
}

async function refresh(shown, every_ms) {
  shown.isStale = true;
  if (shown.isBusy) return;
  shown.isBusy = true;
  while (shown.isStale && !room.line.over) {
    shown.isStale = false;
    const fetched = await page(`/d/${room.dataset.code}/results/${shown.id}`).catch(() => {});
    await styled(room.dataset.toldStyle);
    if (fetched && !shown.part("told").hidden) put(shown, [...fetched.body.childNodes]);
    await room.pause(every_ms * (1 + Math.random() / 2));
  }
  shown.isBusy = false;
}

// How results look is only loaded when there are some.
async function styled(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const loaded = new Promise((done) => (link.onload = link.onerror = done));
  document.head.append(link);
  await loaded;
}

// Hidden again: what was shown is not kept either.
function seen(ask, isShown) {
  if (!ask) return;
  ask.part("told").hidden = !isShown;
  if (isShown || !ask.part("figure").firstElementChild) return;
  ask.was = undefined;
  put(ask, []);
}

function put(shown, nodes) {
  const place = shown.part("figure"), isOpen = place.querySelector("details")?.open;
  place.replaceChildren(...nodes);
  if (isOpen) place.querySelector("details")?.setAttribute("open", "");
  shown.part("few").hidden = nodes.length > 0;
}

// Statements and questions from the room are answered in their turn; each gets its row. One that is hidden goes.
function grow(shown, texts) {
  const row = shown?.part("row"), rows = shown?.part("rows");
  if (!texts || !row) return;
  for (const { id, text } of texts) if (!rows.querySelector(`[data-text="${id}"], [name$="-${id}"]`)) rows.append(rowOf(row, id, text));
  for (const each of rows.querySelectorAll("[data-text]")) {
    if (!texts.some(({ id }) => id === each.dataset.text) && !each.contains(document.activeElement)) each.remove();
  }
  shown.part("when-rows")?.toggleAttribute("hidden", !rows.children.length);
  shown.element.dispatchEvent(new Event("refill"));
}

function rowOf(template, id, text) {
  const row = template.content.cloneNode(true).firstElementChild;
  row.dataset.text = id;
  row.querySelector("[data-words]").textContent = text;
  for (const field of row.querySelectorAll("input")) {
    field.name = field.name.replace("ID", id);
    if (field.value === "ID") field.setAttribute("value", id);
  }
  return row;
}

// The question takes answers again: what came too late is sent after all.
async function reopened(question) {
  const rows = (await room.queue.all(`${question}/`)).filter((row) => row.refused);
  for (const row of rows) await room.keep({ ...row, refused: false });
  if (rows.length) room.queue.flush();
}

// The room has said where it is, or something was answered. typing: the question in which somebody was, as it was then.
export function settled(isNew, was, typing) {
  const { questions, step, pace } = room.now, at = questions.findIndex(({ id }) => id === step), asks = Object.values(room.asks);
  room.part("waiting").hidden = room.line.over || asks.some(({ isOpen, isNow }) => isOpen && isNow);
  asks.forEach(note);
  improveAll();
  [...(room.part("steps")?.children ?? [])].forEach((bar, number) => {
    bar.classList.toggle("on", pace === "live" ? number <= at : Boolean(room.asks[questions[number]?.id]?.isAnswered));
  });
  if (!isNew) return;
  pictures(questions.filter((each) => each.settled));
  setClock();
  for (const { id, shown } of questions) seen(room.asks[id], shown);
  for (const { id, open } of questions) if (open) reopened(id);
  if (questions.some(({ id, text }) => room.asks[id]?.element.dataset.text !== text)) fetchNew();
  if (pace === "live" && was !== undefined && was !== step) follow(room.asks[step]?.element, typing);
}

// A question that has closed, or that the room has left while somebody was in it.
function note(ask) {
  const { texts } = room, { isOpen, isNow, isDraft, isRestored } = ask;
  const closed = isDraft ? texts.draft_closed : ask.state === "saved" ? texts.kept_closed : texts.question_closed;
  const open = room.now.pace === "live" && !isNow ? texts.moved_on : isRestored ? texts.draft : "";
  ask.tell("note", isOpen ? (isDraft ? open : "") : closed);
}

// How one's own group answered what is closed for good, and how all did, once the leader lets everybody see it.
async function pictures(settled) {
  const place = room.part("pictures"), now = [room.now.revealed, ...settled.map(({ id }) => id)].join();
  if (!place || place.dataset.pictures === now) return;
  place.dataset.pictures = now;
  const chosen = room.querySelector("[name=group]:checked");
  room.part("group")?.toggleAttribute("disabled", Boolean(chosen?.value));
  await room.pause(1500 * Math.random());
  if (room.line.over) return;
  const fetched = await page(`/d/${room.dataset.code}/pictures`).catch(() => {});
  if (!fetched) return;
  await styled(room.dataset.toldStyle);
  place.replaceChildren(...fetched.body.childNodes);
  room.part("news").textContent = place.querySelector("h2")?.textContent ?? "";
  if (!document.activeElement?.closest(".now")) place.scrollIntoView();
}

// The room's clock. It is counted from when it was told, so that no phone's own clock has to be right; it closes nothing.
function setClock() {
  const { timer } = room.now;
  room.part("timer").hidden = !timer;
  clearTimeout(room.clock);
  if (timer) tick(performance.now() + timer.left * 1000, timer.left);
}

// Seen every second, or seldom by those who want things still; said aloud only when little is left, and when nothing is.
function tick(until, before) {
  const left = Math.max(0, Math.ceil((until - performance.now()) / 1000)), place = room.part("timer"), { texts } = room;
  const step = left > 0 && matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM_STEP_S : 1, seen = Math.ceil(left / step) * step;
  const time = `${Math.floor(seen / 60)}:${String(seen % 60).padStart(2, "0")}`;
  const said = left ? texts.time_left.replace("{time}", time) : texts.time_over;
  if (place.textContent !== said) place.textContent = said;
  if (before > SOON_S && left <= SOON_S) room.part("news").textContent = texts.time_soon;
  if (before > 0 && !left) room.part("news").textContent = texts.time_over;
  if (left) room.clock = setTimeout(tick, ((until - performance.now()) % 1000) + 5, until, left);
}

// The room has moved on: say so, and go along, unless somebody is in the middle of something.
function follow(element, typing) {
  if (!element) return;
  room.part("news").textContent = room.texts.new_question.replace("{question}", element.dataset.text);
  if (!typing?.classList.contains("now")) element.scrollIntoView();
}

// Closed. Whoever has nothing unsent goes on to what became of it; the others keep what they wrote before their eyes.
export async function ended() {
  clearTimeout(room.clock);
  room.part("timer").hidden = true;
  const unsent = await room.queue.all();
  if (!unsent.length && !Object.values(room.asks).some((ask) => ask.isDraft)) {
    await forgetAll();
    await room.pause(END_WITHIN_MS * Math.random());
    return location.reload();
  }
  room.part("uncounted").hidden = !unsent.length;
  room.part("ended").hidden = false;
  room.paint();
}

// What was kept here of this dialogue, or of its other rounds.
async function forgetAll(which = () => true) {
  for (const row of (await room.kept(`${room.dataset.code}.`)).filter(which)) room.forget(row.key);
}

// Questions that were added or reworded since the page was loaded, as the server writes them.
async function fetchNew() {
  if (room.isFetching) return;
  room.isFetching = true;
  await room.pause(1500 * Math.random());
  const fresh = await page(location.pathname).catch(() => {});
  room.isFetching = false;
  if (!fresh) return;
  fresh.querySelectorAll("template[data-later]").forEach((later) => later.replaceWith(later.content));
  let last;
  for (const element of fresh.querySelectorAll("[data-ask]")) {
    const had = room.asks[element.dataset.ask];
    const isKept = had && (had.isDraft || had.element.dataset.text === element.dataset.text);
    if (!isKept) {
      if (had) had.element.replaceWith(element);
      else last ? last.after(element) : room.querySelector("[data-ask]")?.before(element) ?? room.part("waiting").before(element);
      delete room.asks[element.dataset.ask];
    }
    last = isKept ? had.element : element;
  }
  room.meet();
  room.settle();
}

// The page can be opened again without a network. Not on plain http, where there are no workers; and not at once: a whole
// hall is loading its pages just now.
async function keepPage() {
  forgetAll((row) => !row.key.startsWith(`${room.key}/`));
  if (!navigator.serviceWorker) return;
  await room.pause(KEEP_WITHIN_MS * Math.random());
  const worker = allowed(WORKER);
  for (let tries = 0; tries < KEEP_TRIES && !(await isKept(worker)); tries += 1) await room.pause(room.jittered(tries));
}

// The network may go in the middle of it.
async function isKept(worker) {
  if (!navigator.onLine) await new Promise((done) => addEventListener("online", done, { once: true }));
  try {
    await navigator.serviceWorker.register(worker, { scope: "/d/" });
    await navigator.serviceWorker.ready;
    await (await caches.open(KEPT)).addAll([location.pathname, ...parts()]);
  } catch {
    return false;
  }
  document.documentElement.dataset.kept = "";
  return true;
}

function parts() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  const { later, toldStyle, spare } = room.dataset;
  const better = Object.values(room.asks).map(({ element }) => element.dataset.script).filter(Boolean);
  return new Set([later, toldStyle, spare, ...better, ...loaded.filter((path) => path.startsWith("/static/"))]);
}

// Scripts may only be loaded from where a named policy allows, and this one allows a single address.
function allowed(address) {
  const createScriptURL = (wanted) => {
    if (wanted === WORKER) return wanted;
    throw new TypeError(wanted);
  };
  return window.trustedTypes ? trustedTypes.createPolicy("hamn", { createScriptURL }).createScriptURL(address) : address;
}

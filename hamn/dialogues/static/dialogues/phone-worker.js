// Opens participants' pages when there is no network. What is kept is put there by the page itself (phone/worker.js).
const KEPT = "hamn-phone-1";
const PATIENCE_MS = 6000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(fromHere(request));
  else if (request.mode === "navigate") event.respondWith(fromThere(request, pathname));
});

// The names of static files change with their content, so what is kept is never old.
const fromHere = async (request) => (await caches.match(request.url)) ?? fetch(request);

// The room's own page while it can be had; the kept one when the network is gone or too slow to wait for.
async function fromThere(request, pathname) {
  const fresh = fetch(request).then(async (answer) => {
    if (answer.status === 200 && !answer.redirected) await (await caches.open(KEPT)).put(pathname, answer.clone());
    return answer;
  });
  const kept = await caches.match(pathname);
  if (!kept) return fresh;
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

// What a phone keeps until the room has it: in IndexedDB; where that is not allowed, as phone-spare.js can.
const opened = new Promise((done) => {
  const asked = indexedDB.open("hamn", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("kept", { keyPath: "key" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => done();
}).catch(() => {});

async function within(work) {
  const database = await opened;
  if (!database) return work((await import(document.querySelector("live-room").dataset.spare)).spare);
  return new Promise((done, fail) => {
    const transaction = database.transaction("kept", "readwrite"), request = work(transaction.objectStore("kept"));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = fail;
  });
}

export const keep = (row) => within((store) => store.put(row));
export const forget = (key) => within((store) => store.delete(key));
export const kept = (prefix) => within((store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));

// Random even on plain http, where crypto.randomUUID does not exist.
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => (n + 256).toString(16).slice(1)).join("");

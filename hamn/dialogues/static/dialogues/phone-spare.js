// Where IndexedDB is not allowed: localStorage, and where that is not either, memory.
const memory = new Map();
const perhaps = (work) => {
  try { work(); } catch { /* in memory, then */ }
};

perhaps(() => {
  for (const [name, row] of Object.entries(localStorage)) if (name.startsWith("hamn:")) memory.set(name.slice(5), JSON.parse(row));
});

export const spare = {
  put(row) {
    memory.set(row.key, row);
    perhaps(() => localStorage.setItem(`hamn:${row.key}`, JSON.stringify(row)));
  },
  delete(key) {
    memory.delete(key);
    perhaps(() => localStorage.removeItem(`hamn:${key}`));
  },
  getAll: ({ lower }) => [...memory.values()].filter((row) => row.key.startsWith(lower)),
};

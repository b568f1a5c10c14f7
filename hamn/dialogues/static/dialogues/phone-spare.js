// Where IndexedDB is not allowed: localStorage, and where that is not either or is full, memory.
const MARK = "hamn:";
const memory = new Map();
const perhaps = (work) => {
  try { return work(); } catch { /* in memory, then */ }
};

// Read anew each time: another tab writes here too.
const stored = () => Object.entries(localStorage).filter(([name]) => name.startsWith(MARK)).map(([, row]) => JSON.parse(row));

export const spare = {
  put(row) {
    memory.set(row.key, row);
    perhaps(() => {
      localStorage.setItem(MARK + row.key, JSON.stringify(row));
      memory.delete(row.key);
    });
  },
  delete(key) {
    memory.delete(key);
    perhaps(() => localStorage.removeItem(MARK + key));
  },
  getAll({ lower }) {
    const kept = (perhaps(stored) ?? []).filter((row) => !memory.has(row.key));
    return [...kept, ...memory.values()].filter((row) => row.key.startsWith(lower));
  },
};

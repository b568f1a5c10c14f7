"""What leaves a dialogue as a file: only rows that the gate has let out. No answer is read here. See docs/exports.md."""

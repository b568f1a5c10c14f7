"""The live room: a small program of its own beside Django. Each file is one idea; docs/live-protocol.md tells the protocol."""

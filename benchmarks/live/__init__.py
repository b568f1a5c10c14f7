"""What the live room promises, measured from outside: docs/live-protocol.md over HTTP, never the engine's own code."""

"""The commands of `python -m hamn.sensemaking`, one module each: `add_arguments(parser)` and `run(options)`."""

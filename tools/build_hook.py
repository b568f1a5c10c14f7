"""Put the compiled catalogues into the wheel; they are build products and not in version control."""

import runpy
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogues(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        runpy.run_path(str(root / "tools" / "catalogues.py"))["compile_catalogues"](root)
        build_data["artifacts"].append("hamn/**/*.mo")

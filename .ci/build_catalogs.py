"""Compiles the message catalogs whenever the package is built: wheel, sdist and editable install alike."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogs(BuildHookInterface[Any]):
    """The .mo files are made in the tree, because an editable install reads them there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        spec = importlib.util.spec_from_file_location("catalogs", Path(self.root) / ".ci" / "catalogs.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(self.root)
        catalogs = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(catalogs)
        catalogs.compile_all(force=True)

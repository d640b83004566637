"""Build hook of the wheel: it carries the compiled contracts, so that an installed Tenor needs no compiler."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGED = "tenor/artifacts/contracts.json"


class ContractsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the artifacts of the tree as it stands; fails where they are missing or stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files; an editable install compiles by itself and needs none."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from tenor.artifacts.compile import CACHE_FOLDER, current_build  # noqa: PLC0415 -- importable from here on

        build = current_build(root)
        if build is None:
            raise RuntimeError("compiled contracts are missing or older than their sources: run `tenor compile` first")
        packaged = root / CACHE_FOLDER / "wheel" / "contracts.json"
        packaged.parent.mkdir(parents=True, exist_ok=True)
        packaged.write_text(json.dumps(build.for_wheel().to_json(), separators=(",", ":")))
        build_data["force_include"][str(packaged)] = PACKAGED

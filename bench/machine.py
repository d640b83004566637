"""What figures of a run depend on; nothing that tells whose machine it is."""

from __future__ import annotations

import os
import platform


def machine() -> dict[str, object]:
    """Cores, system, architecture and Python of the machine that runs."""
    return {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
    }

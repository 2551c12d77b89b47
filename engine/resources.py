"""Finds the bundled sample tables, wherever the program is installed."""

from __future__ import annotations

import sys
from pathlib import Path


def sample_folder() -> Path:
    """Return the folder of the sample tables: in a bundle, else beside this package."""
    bundle = getattr(sys, "_MEIPASS", None)
    # The source tree and an installed wheel have the same shape: `resources` is a sibling.
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources" / "samples"

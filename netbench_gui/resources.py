"""Finds icons, fonts, samples and translations, wherever the program is installed."""

import sys
from pathlib import Path


def resource_folder() -> Path:
    """Return the folder `resources`: in a bundle, else beside this package."""
    bundle = getattr(sys, "_MEIPASS", None)
    # The source tree and an installed wheel have the same shape: `resources` is a sibling.
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"


def icon_path(name: str) -> Path:
    """Return the SVG file of an icon, by its lucide name without the ending."""
    return resource_folder() / "icons" / f"{name}.svg"


def font_paths() -> tuple[Path, ...]:
    """Return the bundled font files."""
    folder = resource_folder() / "fonts"
    return tuple(sorted(path for path in folder.glob("*") if path.suffix in {".otf", ".ttf"}))


def sample_folder() -> Path:
    """Return the folder of the sample tables and sample projects."""
    return resource_folder() / "samples"


def translation_folder() -> Path:
    """Return the folder of the compiled translations (`netbench_<language>.qm`)."""
    return resource_folder() / "translations"

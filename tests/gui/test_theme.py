"""The look keeps its promises: contrast, colour blindness, one place for colours, one for icons."""

import itertools
import math
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from netbench_gui.look.theme import Theme
from netbench_gui.look.tokens import COLORS, PROJECTOR_ZOOM, ZOOM_STEPS, Tokens, projector_zoom
from netbench_gui.resources import font_paths, icon_path

GUI = Path(__file__).parents[2] / "netbench_gui"
Rgb = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
BLINDNESS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
SHEETS = ("surface", "raised", "bg", "accent_soft")
READABLE = [
    *itertools.product(("text", "muted", "accent", "success", "warning", "danger"), SHEETS),
    ("success", "success_soft"),
    ("warning", "warning_soft"),
    ("danger", "danger_soft"),
    ("accent_text", "accent_fill"),
    ("accent_text", "accent_fill_hover"),
    ("danger_text", "danger"),
    ("text", "selection"),
    ("text", "hover"),
    ("muted", "hover"),
    *itertools.product(
        ("code_keyword", "code_string", "code_number", "code_comment"), ("surface", "accent_soft")
    ),
]
VISIBLE = [
    (role, "surface")
    for role in ("control", "accent_fill", "train", "val", "test", "c1", "c2", "c3", "c4", "c5")
]
TOLD_APART = [
    ("train", "val", "test"),
    ("success", "warning", "danger"),
    ("val", "danger"),
    ("c1", "c2", "c3", "c4", "c5"),
]


def linear(color: str) -> Rgb:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def contrast(one: str, other: str) -> float:
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other))]
    return (max(light) + 0.05) / (min(light) + 0.05)


def seen(color: str, kind: str) -> Rgb:
    rgb = linear(color)
    r, g, b = (
        min(max(sum(k * c for k, c in zip(row, rgb, strict=True)), 0.0), 1.0)
        for row in BLINDNESS[kind]
    )
    return r, g, b


def lab(rgb: Rgb) -> Rgb:
    r, g, b = rgb
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Rgb, other: Rgb) -> float:
    """Return CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    dh = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc = l2 - l1, c2 - c1
    dhh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if c1 * c2 == 0 else (h1 + dh / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(hm - 30))
        + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.20 * math.cos(math.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    turn = 60 * math.exp(-(((hm - 275) / 25) ** 2))
    rt = -math.sin(math.radians(turn)) * 2 * math.sqrt(cm**7 / (cm**7 + 25**7))
    return math.sqrt(
        (dl / sl) ** 2 + (dc / sc) ** 2 + (dhh / sh) ** 2 + rt * (dc / sc) * (dhh / sh)
    )


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("letters", "ground"), READABLE)
def test_text_is_readable(letters: str, ground: str, dark: bool) -> None:
    assert contrast(COLORS[letters][dark], COLORS[ground][dark]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("mark", "ground"), VISIBLE)
def test_controls_and_lines_are_visible(mark: str, ground: str, dark: bool) -> None:
    assert contrast(COLORS[mark][dark], COLORS[ground][dark]) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", list(BLINDNESS))
@pytest.mark.parametrize("roles", TOLD_APART)
def test_colors_are_told_apart(roles: tuple[str, ...], kind: str, dark: bool) -> None:
    colors = [lab(seen(COLORS[role][dark], kind)) for role in roles]
    assert min(difference(*pair) for pair in itertools.combinations(colors, 2)) >= 9


def test_the_color_difference_agrees_with_published_pairs() -> None:
    # Sharma, Wu and Dalal 2005, pairs 1 and 17.
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


def test_colors_are_named_in_one_module_only() -> None:
    literal = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']|#[0-9A-Fa-f]{6}\b""")
    found = [
        f"{path.name}: {match.group()}"
        for path in GUI.rglob("*.py")
        if path.name != "tokens.py"
        for match in literal.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_icon_that_code_names_exists() -> None:
    call = re.compile(r"""\b(?:icon|pixmap|set_icon_name)\(\s*["']([a-z0-9-]+)["']""")
    names = {
        name
        for path in GUI.rglob("*.py")
        for name in call.findall(path.read_text(encoding="utf-8"))
    }
    assert {name for name in names if not icon_path(name).is_file()} == set()


def test_fonts_and_their_licences_are_bundled() -> None:
    folder = font_paths()[0].parent
    assert len(font_paths()) == 5
    assert {p.name for p in folder.glob("OFL-*.txt")} == {"OFL-Inter.txt", "OFL-JetBrainsMono.txt"}
    assert (icon_path("x").parent / "LICENSE-lucide.txt").is_file()


def test_sizes_follow_the_zoom() -> None:
    big = Tokens().scale(PROJECTOR_ZOOM)
    assert big.type_px("body") == 21
    assert big.px(100) == 144
    assert big.icon_px(100) == 150
    assert big.line(2) == pytest.approx(3.5)
    assert big.scale(1.0) == Tokens()
    with pytest.raises(AttributeError):
        big.zoom = 2.0  # type: ignore[misc]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.set_mode("light")
    theme.apply(qapp)
    return theme


def test_a_dark_theme_changes_palette_and_style_sheet(qapp: QApplication, theme: Theme) -> None:
    light = qapp.styleSheet()
    seen_changes = []
    theme.changed.connect(lambda: seen_changes.append(theme.dark))
    theme.set_mode("dark")
    assert seen_changes == [True]
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("bg")
    assert qapp.styleSheet() != light
    theme.set_mode("dark")
    assert seen_changes == [True]


def test_zoom_keeps_to_its_range_and_steps(theme: Theme) -> None:
    theme.step_zoom(1)
    assert theme.zoom == 1.1
    theme.set_zoom(9)
    assert theme.zoom == ZOOM_STEPS[-1]
    theme.step_zoom(1)
    assert theme.zoom == ZOOM_STEPS[-1]
    theme.set_zoom(1.0)


def test_the_bundled_fonts_are_used(theme: Theme) -> None:
    assert QFontInfo(theme.font("body")).family() == "Inter"
    assert QFontInfo(theme.font("strong")).weight() == 600
    assert QFontInfo(theme.font("code")).family() == "JetBrains Mono"


def middle(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    return icon.pixmap(QSize(16, 16), 1.0, mode).toImage().pixelColor(8, 8).name()


def test_an_icon_follows_state_and_theme(theme: Theme) -> None:
    icon = theme.icon("play", 16, "accent")
    copy = QIcon(icon)
    assert middle(icon) == theme.color("accent").name()
    assert middle(icon, QIcon.Mode.Disabled) == theme.color("disabled").name()
    before = middle(icon)
    theme.set_mode("dark")
    assert middle(icon) == middle(copy) == theme.color("accent").name() != before


def test_an_icon_is_drawn_at_the_pixel_ratio(theme: Theme) -> None:
    pixmap = theme.pixmap("save", 16, ratio=2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.deviceIndependentSize().toSize() == QSize(16, 16)


def test_a_widget_outlives_the_reference_to_its_icon(qtbot, theme: Theme) -> None:
    button = QPushButton(theme.icon("save"), "Save")
    qtbot.add_widget(button)
    for mode in ("dark", "light") * 3:
        theme.set_mode(mode)
        assert not button.grab().isNull()


@pytest.mark.parametrize(
    ("screen", "zoom"),
    [((1920, 1080), 1.6), ((3840, 2160), 1.6), ((1280, 800), 1.25), ((1280, 720), 1.1), ((1024, 768), 1.0), ((800, 600), 0.8)],
)
def test_a_small_projector_gets_as_large_letters_as_leave_room_for_the_panels(screen: tuple[int, int], zoom: float) -> None:
    assert projector_zoom(*screen) == zoom

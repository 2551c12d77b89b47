"""Dresses the application: palette, style sheet, fonts and icons from one set of tokens."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import (
    QByteArray,
    QLocale,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTemporaryDir,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from netbench_gui.look.style_sheet import IMAGES, build_style_sheet
from netbench_gui.look.tokens import ZOOM_STEPS, Tokens, TypeName
from netbench_gui.resources import font_paths, icon_path
from netbench_gui.widgets.focus_ring import FocusRings

Mode = Literal["light", "dark", "system"]

# The Chinese families are named in full and in this order: without "SC" the system may pick
# Japanese glyphs.
CHINESE_FAMILIES = [
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
]
FILLED_ICONS = frozenset({"play"})


class Theme(QObject):
    """The look in force, and the way to colours, fonts, sizes and icons.

    Signals:
        changed: colours, zoom or both are new; sizes and pens have to be asked for again.
            Icons, the palette and the style sheet have followed already.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = Tokens()
        self._mode: Mode = "system"
        self._app: QApplication | None = None
        self._images: QTemporaryDir | None = None
        self._focus_rings = FocusRings(self)
        self._svg: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    @property
    def tokens(self) -> Tokens:
        """The colours and sizes in force."""
        return self._tokens

    @property
    def dark(self) -> bool:
        """Whether the window is dark now."""
        return self._tokens.dark

    @property
    def zoom(self) -> float:
        """The enlargement in force; 1.0 is 100 %."""
        return self._tokens.zoom

    @property
    def mode(self) -> Mode:
        """What was asked for: light, dark, or as the system."""
        return self._mode

    def apply(self, app: QApplication) -> None:
        """Dress an application and keep it so."""
        self._app = app
        # Once per application: a second theme, as in tests, finds the fonts there.
        if not app.property("netbench_fonts"):
            app.setProperty("netbench_fonts", True)
            for path in font_paths():
                QFontDatabase.addApplicationFont(str(path))
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)
        app.focusChanged.connect(self._focus_rings.follow)
        app.aboutToQuit.connect(self._focus_rings.clear)
        self._tokens = Tokens(self._wants_dark(), self._tokens.zoom, _speaks_chinese())
        self._dress()

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or what the system says."""
        self._mode = mode
        self._set_tokens(replace(self._tokens, dark=self._wants_dark()))

    def follow_language(self) -> None:
        """Take the weights that suit the language of the window."""
        self._set_tokens(replace(self._tokens, chinese=_speaks_chinese()))

    def set_zoom(self, factor: float) -> None:
        """Enlarge or shrink everything; out of range becomes the nearest step."""
        factor = min(max(factor, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        self._set_tokens(self._tokens.scale(factor))

    def step_zoom(self, steps: int) -> None:
        """Go to a neighbouring zoom step, up for positive numbers."""
        nearest = min(range(len(ZOOM_STEPS)), key=lambda i: abs(ZOOM_STEPS[i] - self.zoom))
        self.set_zoom(ZOOM_STEPS[min(max(nearest + steps, 0), len(ZOOM_STEPS) - 1)])

    def color(self, role: str, alpha: float = 1.0) -> QColor:
        """Return the colour of a role, if wanted translucent."""
        color = QColor(self._tokens.color(role))
        color.setAlphaF(alpha)
        return color

    def font(self, name: TypeName = "body") -> QFont:
        """Return the font of a text style at the zoom in force."""
        font = QFont()
        if name in {"code", "code_small"}:
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
            font.setFamilies(["JetBrains Mono", *fixed, *CHINESE_FAMILIES])
            font.setStyleHint(QFont.StyleHint.Monospace)
            for ligature in ("liga", "calt"):
                font.setFeature(QFont.Tag(ligature), 0)
        else:
            system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
            font.setFamilies(["Inter", *CHINESE_FAMILIES, *system])
            # Figures of one width: a live value does not jump while it counts.
            font.setFeature(QFont.Tag("tnum"), 1)
        font.setPixelSize(self._tokens.type_px(name))
        font.setWeight(QFont.Weight(self._tokens.weight(name)))
        return font

    def px(self, value: float) -> int:
        """Scale a space, a row or a tile to the zoom in force."""
        return self._tokens.px(value)

    def row(self, name: str) -> int:
        """Return the height of a named row at the zoom in force."""
        return self._tokens.row(name)

    def icon_size(self, value: float = 16) -> QSize:
        """Return the size of an icon at the zoom in force."""
        side = self._tokens.icon_px(value)
        return QSize(side, side)

    def icon(
        self, name: str, size: int = 16, role: str = "text", *, on: str | None = None
    ) -> QIcon:
        """Return an icon that stays right when the theme changes.

        Args:
            name: the lucide name.
            size: the natural side at 100 %.
            role: the colour role; disabled icons take the role `disabled`.
            on: the role while the button is checked, if it differs.
        """
        return QIcon(_IconEngine(self, name, size, role, on or role))

    def pixmap(
        self, name: str, size: int = 16, role: str = "text", *, ratio: float | None = None
    ) -> QPixmap:
        """Return an icon as a picture, its side scaled to the zoom in force."""
        if ratio is None:
            ratio = self._app.devicePixelRatio() if self._app else 1.0
        return self.render(name, self._tokens.icon_px(size), role, ratio)

    def render(self, name: str, side: int, role: str, ratio: float) -> QPixmap:
        """Return an icon in exactly `side` logical pixels; kept, because delegates ask often."""
        key = (name, self._tokens.color(role), side, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(*key)
        return self._pixmaps[key]

    def _draw(self, name: str, color: str, side: int, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(self._svg_text(name, color).encode())).render(
            painter, QRectF(0, 0, pixmap.width(), pixmap.height())
        )
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _svg_text(self, name: str, color: str) -> str:
        if name not in self._svg:
            text = icon_path(name).read_text(encoding="utf-8")
            if name in FILLED_ICONS:
                text = text.replace('fill="none"', 'fill="currentColor"')
            self._svg[name] = text
        return self._svg[name].replace("currentColor", color)

    def _wants_dark(self) -> bool:
        if self._mode == "system":
            hints = self._app.styleHints() if self._app else None
            return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def _set_tokens(self, tokens: Tokens) -> None:
        if tokens != self._tokens:
            self._tokens = tokens
            self._dress()

    def _dress(self) -> None:
        if self._app is not None:
            self._pixmaps.clear()
            self._app.setPalette(self._palette())
            self._app.setFont(self.font())
            self._app.setStyleSheet(build_style_sheet(self._tokens, self._write_images()))
        self.changed.emit()

    def _write_images(self) -> Path:
        """Write the coloured arrows and ticks: a style sheet takes pictures from files only."""
        if self._images is None:
            self._images = QTemporaryDir()
        folder = Path(self._images.path())
        for name, role in IMAGES:
            color = self._tokens.color(role)
            # The colour is part of the name, or Qt would show its cached picture.
            path = folder / f"{name}-{color[1:]}.svg"
            if not path.exists():
                path.write_text(self._svg_text(name, color), encoding="utf-8")
        return folder

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, name in (
            (role.Window, "bg"),
            (role.Base, "surface"),
            (role.AlternateBase, "raised"),
            (role.ToolTipBase, "surface"),
            (role.Button, "card"),
            (role.Light, "surface"),
            (role.Midlight, "hover"),
            (role.Mid, "border"),
            (role.Dark, "control"),
            (role.Shadow, "control"),
            (role.WindowText, "text"),
            (role.Text, "text"),
            (role.ButtonText, "text"),
            (role.ToolTipText, "text"),
            (role.BrightText, "accent_text"),
            (role.PlaceholderText, "muted"),
            (role.Highlight, "selection"),
            (role.HighlightedText, "text"),
            (role.Accent, "accent"),
            (role.Link, "accent"),
            (role.LinkVisited, "accent"),
        ):
            palette.setColor(target, self.color(name))
        disabled = QPalette.ColorGroup.Disabled
        for target in (
            role.WindowText,
            role.Text,
            role.ButtonText,
            role.PlaceholderText,
            role.HighlightedText,
            role.Link,
        ):
            palette.setColor(disabled, target, self.color("disabled"))
        palette.setColor(disabled, role.Highlight, self.color("hover"))
        return palette

    def _on_color_scheme_changed(self) -> None:
        if self._mode == "system":
            self._set_tokens(replace(self._tokens, dark=self._wants_dark()))


def _speaks_chinese() -> bool:
    return QLocale().language() == QLocale.Language.Chinese


class _IconEngine(QIconEngine):
    """Draws an SVG in a theme's colour at the moment of painting."""

    def __init__(self, theme: Theme, name: str, size: int, role: str, on: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._size = size
        self._roles = {QIcon.State.Off: role, QIcon.State.On: on}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatio()
        place = rect.topLeft() + QPoint((rect.width() - side) // 2, (rect.height() - side) // 2)
        painter.drawPixmap(place, self._render(side, mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # Qt asks in device pixels here.
        side = round(min(size.width(), size.height()) / scale)
        return self._render(side, mode, state, scale)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:  # noqa: N802
        del mode, state
        side = min(size.width(), size.height())
        return QSize(side, side)

    def clone(self) -> QIconEngine:
        return _IconEngine(
            self._theme,
            self._name,
            self._size,
            self._roles[QIcon.State.Off],
            self._roles[QIcon.State.On],
        )

    def _render(self, side: int, mode: QIcon.Mode, state: QIcon.State, ratio: float) -> QPixmap:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._roles[state]
        return self._theme.render(self._name, max(side, 1), role, ratio)

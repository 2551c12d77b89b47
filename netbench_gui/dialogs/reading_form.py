"""The left side of the import dialog: how a file is read, as detected or set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.project.document import TableSource
from netbench_gui.look.style_sheet import set_look
from netbench_gui.widgets.field_choice import ChoiceField, Option
from netbench_gui.widgets.field_line import TextField
from netbench_gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme

FIELDS = ("encoding", "delimiter", "decimal", "thousands", "header_row", "missing")
MOST_HEADER_LINES = 20
MOST_MARKERS = 3


class ReadingForm(QWidget):
    """One field for each property of the file; a tick says that it was detected.

    Signals:
        changed: the user set something by hand, or gave it back; see `by_hand`.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source: TableSource | None = None
        self._markers: tuple[str, ...] = ()
        self.by_hand: dict[str, Any] = {}
        self._title = QLabel()
        set_look(self._title, type="title")
        self._rows: list[QHBoxLayout] = []
        self._names: dict[str, QLabel] = {}
        self._marks: dict[str, QLabel] = {}
        self._ticks: dict[str, QLabel] = {}
        self._fields: dict[str, ChoiceField | TextField] = {}
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        for name in FIELDS:
            self._add(name)
        self._offers = [ToolButton(theme, "plus", " ", kind="link") for _ in range(MOST_MARKERS)]
        for number, offer in enumerate(self._offers):
            offer.setObjectName(f"marker_{number}")
            offer.clicked.connect(lambda _on=False, number=number: self._on_offer_clicked(number))
            self._column.addWidget(offer)
        self._back = ToolButton(theme, "rotate-ccw", " ", kind="link")
        self._back.setObjectName("back_to_detected")
        self._back.clicked.connect(self._on_back_clicked)
        self._column.addWidget(self._back)
        self._column.addStretch(1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._retranslate()

    def show_source(self, source: TableSource, markers: tuple[str, ...]) -> None:
        """Show how the file was read, and words that may stand for missing values."""
        self._source, self._markers = source, markers
        self._show_texts()

    def _add(self, name: str) -> None:
        field = TextField(self._theme) if name == "missing" else ChoiceField(self._theme)
        field.setObjectName(f"reading.{name}")
        if isinstance(field, TextField):
            # A word is read when it is complete, not at each letter.
            field.finished.connect(self._on_missing_finished)
        else:
            field.edited.connect(lambda value, name=name: self._set(name, value))
        label, tick, mark = QLabel(), QLabel(), QLabel()
        mark.setObjectName(f"mark.{name}")
        set_look(label, type="caption", tone="muted")
        row = QHBoxLayout()
        self._rows.append(row)
        row.addWidget(label, 1)
        row.addWidget(tick)
        row.addWidget(mark)
        self._column.addLayout(row)
        self._column.addWidget(field)
        self._names[name], self._ticks[name], self._marks[name] = label, tick, mark
        self._fields[name] = field

    def _set(self, name: str, value: Any) -> None:
        self.by_hand[name] = value
        self.changed.emit()

    def _on_missing_finished(self) -> None:
        field = self._fields["missing"]
        text = field.text() if isinstance(field, TextField) else ""
        words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
        if self._source is not None and words != self._source.missing:
            self._set("missing", words)

    def _on_offer_clicked(self, number: int) -> None:
        if self._source is not None:
            self._set("missing", (*self._source.missing, self._markers[number]))

    def _on_back_clicked(self) -> None:
        self.by_hand.clear()
        self.changed.emit()

    def _show_texts(self) -> None:
        source = self._source
        if source is None:
            return
        for name, field in self._fields.items():
            value = getattr(source, name)
            if isinstance(field, ChoiceField):
                field.show_options(self._options(name, value))
                field.show_value(value)
            else:
                field.show_value(", ".join(value))
            detected = name not in self.by_hand
            self._ticks[name].setVisible(detected)
            self._marks[name].setText(self.tr("detected") if detected else self.tr("by hand"))
            set_look(self._marks[name], type="caption", tone="success" if detected else "muted")
        offered = [word for word in self._markers if word not in source.missing]
        for offer, word in zip(self._offers, [*offered, *[""] * MOST_MARKERS], strict=False):
            offer.setVisible(bool(word))
            offer.setText(self.tr("“{word}” is missing too").format(word=word))
            offer.setAccessibleName(offer.text())
            offer.updateGeometry()
        self._markers = tuple(offered)
        self._back.setEnabled(bool(self.by_hand))

    def _options(self, name: str, value: Any) -> list[Option]:
        words: dict[str, dict[Any, str]] = {
            "encoding": {
                "utf-8": "UTF-8",
                "utf-8-sig": self.tr("UTF-8 with a mark"),
                "utf-16": "UTF-16",
                "gb18030": self.tr("GB18030 (Chinese)"),
                "cp1252": self.tr("Windows-1252 (Western)"),
            },
            "delimiter": {
                ",": self.tr(", comma"),
                ";": self.tr("; semicolon"),
                "\t": self.tr("tab"),
                "|": self.tr("| bar"),
                " ": self.tr("space"),
            },
            "decimal": {
                ".": self.tr(". point as in 6.82"), ",": self.tr(", comma as in 6,82"),
            },
            "thousands": {
                None: self.tr("none"),
                ",": self.tr(", comma"),
                ".": self.tr(". point"),
                " ": self.tr("space"),
                "'": self.tr("' apostrophe"),
                "\u00a0": self.tr("fixed space"),
                "\u202f": self.tr("narrow space"),
            },
            "header_row": {None: self.tr("no line")} | {
                line: self.tr("Line {number}").format(number=line)
                for line in range(1, MOST_HEADER_LINES + 1)
            },
        }
        known = words[name]
        if value not in known:
            known[value] = str(value)
        return [Option(key, text) for key, text in known.items()]

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(14), px(16), px(12))
        self._column.setSpacing(px(5))
        for row in self._rows:
            row.setContentsMargins(0, px(5), 0, 0)
        for tick in self._ticks.values():
            tick.setPixmap(self._theme.pixmap("check", 12, "success"))

    def _retranslate(self) -> None:
        names = {
            "encoding": (self.tr("Encoding"), self.tr("How letters are written as bytes.")),
            "delimiter": (self.tr("Columns separated by"), self.tr("What stands between values.")),
            "decimal": (self.tr("Decimal mark"), self.tr("What stands before the decimals.")),
            "thousands": (self.tr("Thousands mark"), self.tr("What groups digits by three.")),
            "header_row": (self.tr("Column names are in"), self.tr(
                "The line with the names; what stands above it is skipped."
            )),
            "missing": (self.tr("Missing values are"), self.tr(
                "Words for a missing value, separated by commas; empty cells and NA always are."
            )),
        }
        self._title.setText(self.tr("How to read it"))
        for name, (text, tip) in names.items():
            self._names[name].setText(text)
            self._fields[name].setAccessibleName(text)
            self._fields[name].setAccessibleDescription(tip)
            self._fields[name].setToolTip(tip)
        missing = self._fields["missing"]
        if isinstance(missing, TextField):
            missing.setPlaceholderText(self.tr("empty, NA"))
        self._back.setText(self.tr("Back to what was detected"))
        self._back.setAccessibleName(self._back.text())
        self._back.setToolTip(self.tr("Forget what was set by hand and detect everything again."))
        self._back.updateGeometry()
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

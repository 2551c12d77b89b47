"""Writes the one style sheet of the program from a set of tokens.

Widgets ask for a look by dynamic properties, set with `set_look`:
    QFrame      panel, bar, help_strip, popup, rule ("h" or "v") = true
    QLabel      type = caption, medium, strong, title, headline, code;
                tone = muted, accent, success, warning, danger
    buttons     kind = flat, box, primary, link; tall = true (36 high, as in the tool bar)
    fields      problem = true
"""

from pathlib import Path
from string import Template

from PySide6.QtWidgets import QWidget

from netbench_gui.look.tokens import COLORS, TYPES, Tokens

# The pictures that the sheet needs, as (icon, colour role).
IMAGES = (
    ("chevron-down", "text"),
    ("chevron-down", "disabled"),
    ("chevron-down", "accent_text"),
    ("chevron-right", "muted"),
    ("check", "accent_text"),
    ("check", "disabled"),
    ("check", "text"),
    ("minus", "accent_text"),
)


def set_look(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet asks for, and repaint accordingly."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()


def build_style_sheet(tokens: Tokens, images: Path) -> str:
    """Return the style sheet; `images` is the folder with the coloured pictures."""
    values = {role: tokens.color(role) for role in COLORS}
    values |= {f"px{n}": f"{tokens.px(n)}px" for n in range(41)}
    values |= {f"icon{n}": f"{tokens.icon_px(n)}px" for n in (14, 16, 18)}
    values |= {f"type_{name}": f"{tokens.type_px(name)}px" for name in TYPES}
    values["strong"] = str(tokens.weight("strong"))
    # Inside an outline of 1 the content is 2 lower than the row.
    values |= {f"in{n}": f"{tokens.px(n) - 2}px" for n in (28, 36)}
    # A spin box adds 5 to what a style sheet asks for.
    values["spin"] = f"{tokens.px(28) - 5}px"
    # A radius beyond half the side would make a square of the round mark.
    mark = tokens.icon_px(14) + 2
    ring = round(mark * 0.31)
    values |= {"radio_radius": f"{mark // 2}px", "radio_ring": f"{ring}px"}
    values["slider_radius"] = f"{tokens.px(14) // 2}px"
    values["radio_inside"] = f"{mark - 2 * ring}px"
    for name, role in IMAGES:
        picture = images / f"{name}-{tokens.color(role)[1:]}.svg"
        values[f"{name.replace('-', '_')}_{role}"] = picture.as_posix()
    return Template(_SHEET).substitute(values)


_SHEET = """
QToolTip { background: $surface; color: $text; border: 1px solid $control; padding: $px4 $px8; }
QMenuBar { background: $surface; color: $text; padding: 0; }
QMenuBar::item { padding: $px6 $px8; border-radius: $px6; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; color: $text; border: 1px solid $control; padding: $px4; }
QMenu { icon-size: $icon16; }
QMenu::item { padding: $px6 $px24 $px5 $px12; border-radius: $px4; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: $px8; }
QMenu::indicator { width: $icon14; height: $icon14; padding-left: $px8; }
QMenu::indicator:checked { image: url($check_text); }
QMenu::right-arrow { image: url($chevron_right_muted); width: $icon14; height: $icon14; }
QMenu::separator { height: 1px; background: $border; margin: $px4 $px8; }
QStatusBar { background: $bg; color: $muted; }
QStatusBar::item { border: none; }

QFrame[panel="true"] { background: $surface; border: 1px solid $border; border-radius: $px8; }
QFrame[bar="true"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[help_strip="true"] { background: $raised; border: none; border-top: 1px solid $border;
  border-bottom-left-radius: $px7; border-bottom-right-radius: $px7; }
QFrame[rule="h"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[rule="v"] { background: $border; border: none; max-width: 1px; min-width: 1px; }
QFrame[popup="true"] { background: $surface; border: 1px solid $control; }
QDialog { background: $surface; }

QLabel { background: transparent; }
QLabel[type="caption"] { font-size: $type_caption; }
QLabel[type="medium"] { font-weight: 500; }
QLabel[type="strong"] { font-weight: $strong; }
QLabel[type="title"] { font-size: $type_title; font-weight: $strong; }
QLabel[type="headline"] { font-size: $type_headline; font-weight: $strong; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="danger"] { color: $danger; }
QLabel:disabled { color: $disabled; }

QLineEdit, QAbstractSpinBox, QComboBox { background: $card; color: $text;
  border: 1px solid $control; border-radius: $px6; padding: 0 $px8; min-height: $in28;
  selection-background-color: $selection; selection-color: $text; }
QTextEdit, QPlainTextEdit { background: $card; color: $text; border: 1px solid $control;
  border-radius: $px6; padding: $px4; selection-background-color: $selection;
  selection-color: $text; }
QPlainTextEdit[code="true"] { background: $surface; border: 2px solid transparent;
  border-radius: 0; padding: 0; }
QPlainTextEdit[code="true"]:focus { border-color: $accent; padding: 0; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on {
  border: 2px solid $accent; padding: 0 $px7; min-height: $px24; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: $px3; }
QLineEdit[problem="true"], QAbstractSpinBox[problem="true"], QComboBox[problem="true"] {
  border: 2px solid $danger; padding: 0 $px7; min-height: $px24; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
  background: $surface; color: $disabled; border-color: $border; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; background: transparent;
  padding: 0; min-height: 0; }
QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus { border: none; padding: 0;
  min-height: 0; }
QAbstractSpinBox, QAbstractSpinBox:focus, QAbstractSpinBox[problem="true"] { padding: 0;
  min-height: $spin; }
QLineEdit QToolButton { border: none; background: transparent; padding: 0; min-width: 0;
  min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none;
  subcontrol-origin: border; }
QComboBox::drop-down { border: none; width: $px28; }
QComboBox::down-arrow { image: url($chevron_down_text); width: $icon16; height: $icon16; }
QComboBox::down-arrow:disabled { image: url($chevron_down_disabled); }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control;
  padding: $px4; selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: $px28; padding: 0 $px4; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $selection; border-radius: $px4; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QCheckBox, QRadioButton { spacing: $px8; background: transparent; }
QCheckBox::indicator { width: $icon14; height: $icon14; border: 1px solid $control;
  border-radius: $px4; background: $card; }
QCheckBox::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked { background: $accent_fill; border-color: $accent_fill;
  image: url($check_accent_text); }
QCheckBox::indicator:indeterminate { background: $accent_fill; border-color: $accent_fill;
  image: url($minus_accent_text); }
QCheckBox::indicator:disabled { background: $hover; border-color: $border; }
QCheckBox::indicator:checked:disabled { image: url($check_disabled); }
QRadioButton::indicator { width: $icon14; height: $icon14; border: 1px solid $control;
  border-radius: $radio_radius; background: $card; }
QRadioButton::indicator:checked { border: $radio_ring solid $accent_fill;
  width: $radio_inside; height: $radio_inside; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }

QPushButton, QToolButton { color: $text; font-weight: 500; border: 1px solid transparent;
  border-radius: $px6; background: transparent; }
QPushButton { padding: 0 $px11; min-height: $in28; }
QPushButton[tall="true"] { min-height: $in36; }
QToolButton { padding: $px5; }
QPushButton, QToolButton[kind="box"] { border-color: $control; background: $card; }
QPushButton[tall="true"], QToolButton[kind="box"][tall="true"] { background: $surface; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; }
QPushButton:disabled, QToolButton[kind="box"]:disabled { border-color: $border; }
QPushButton[kind="flat"] { border-color: transparent; background: transparent; }
QPushButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="link"], QToolButton[kind="link"] { color: $accent; border-color: transparent;
  background: transparent; }
QPushButton[kind="link"] { padding: 0 $px4; }
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover { background: $hover; }
QPushButton:default, QPushButton[kind="primary"], QToolButton[kind="primary"] {
  color: $accent_text; font-weight: $strong; border-color: $accent_fill; background: $accent_fill; }
QPushButton:default:hover, QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover {
  border-color: $accent_fill_hover; background: $accent_fill_hover; }
QPushButton:default:disabled, QPushButton[kind="primary"]:disabled,
QToolButton[kind="primary"]:disabled {
  color: $disabled; border-color: $hover; background: $hover; }
QPushButton[kind="primary"][tall="true"] { font-size: $type_title; padding: 0 $px15; }
QToolButton::menu-indicator { image: none; width: 0; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; border: none; icon-size: $icon16; }
QTabBar::tab { color: $muted; font-weight: 500; background: transparent; border: none;
  border-bottom: 2px solid transparent; padding: 0 $px12; height: $px36; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: $strong; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $accent_soft; }

QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $selection; selection-color: $text; }
QTableView { gridline-color: $border; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $border; padding: 0 $px8; font-size: $type_caption;
  font-weight: 400; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollArea { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal:pressed { background: $accent; margin: 0 3px; }
QSplitter::handle:vertical:pressed { background: $accent; margin: 3px 0; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: $px10; margin: 0; }
QScrollBar:horizontal { height: $px10; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: $px28; }
QScrollBar::handle:horizontal { min-width: $px28; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $hover; border: none; border-radius: 3px; min-height: $px6;
  max-height: $px6; color: transparent; }
QProgressBar::chunk { background: $train; border-radius: 3px; }
QSlider:horizontal { min-height: $px20; }
QSlider::groove:horizontal { height: $px4; background: $hover; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent_fill; border-radius: 2px; }
QSlider::handle:horizontal { width: $px14; margin: -${px5} 0; border-radius: $slider_radius;
  background: $accent_fill; }
QSlider::handle:horizontal:focus { background: $accent_fill_hover; border: 2px solid $accent; }
"""

"""The SETTINGS panel: the fields of the selected layer or of the training, explained below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.project.document import Project
from engine.project.problems import Problem
from netbench_gui.finding import is_found
from netbench_gui.forms.form import help_of
from netbench_gui.forms.options import all_field_texts
from netbench_gui.forms.tab_order import order_tabs
from netbench_gui.i18n import Text, said, translate
from netbench_gui.look.style_sheet import set_look
from netbench_gui.panels.settings_layer import LayerRows
from netbench_gui.panels.settings_training import TrainingRows
from netbench_gui.widgets.help_strip import HelpStrip
from netbench_gui.widgets.panel import Panel
from netbench_gui.widgets.search_field import SearchField
from netbench_gui.widgets.segmented import Segmented
from netbench_gui.widgets.text_button import TextButton

if TYPE_CHECKING:
    from netbench_gui.look.theme import Theme
    from netbench_gui.notify import Notifier
    from netbench_gui.selection import Selection
    from netbench_gui.session.session import TrainingSession
    from netbench_gui.store import ProjectStore


# Fewer settings of a layer are seen at a glance.
SEARCH_FROM = 9


class SettingsPanel(Panel):
    """Layer | Training, a field to find a setting in them, and the help strip."""

    def __init__(
        self,
        theme: Theme,
        store: ProjectStore,
        selection: Selection,
        session: TrainingSession,
        notifier: Notifier,
    ) -> None:
        super().__init__(theme)
        self._store, self._selection = store, selection
        self._session, self._notifier = session, notifier
        self.setObjectName("settings_panel")
        self._views = Segmented(theme, [("layer", ""), ("training", "")])
        self._views.setObjectName("settings_views")
        self.add_head_widget(self._views)
        self._layer, self._training = LayerRows(theme), TrainingRows(theme)
        self._search = SearchField(theme)
        self._search.setObjectName("settings_search")
        self._nothing = QLabel()
        self._nothing.setObjectName("nothing_found")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        set_look(self._nothing, tone="muted")
        self._elsewhere = TextButton(theme, role="accent", style="body")
        self._elsewhere.setObjectName("found_elsewhere")
        self._elsewhere.hide()
        self._found_field = ""  # its place as in Problem.where, where a layer has it
        self._find = QAction(self)
        self._find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        self._find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self._find)
        self._help = HelpStrip(theme)
        self._lay_out()
        self._connect()
        self._retranslate()
        self._views.choose("training")
        self._show_view()
        self._refresh()
        self._on_theme_changed()

    def help_strip(self) -> HelpStrip:
        """Return the strip that explains the field in focus."""
        return self._help

    def show_field(self, where: str) -> None:
        """Bring a field into view and give it the focus, by its place as in Problem.where."""
        head, _, path = where.partition(".")
        if head in {"layers", "training"}:
            self._search.clear()
        if head == "layers":
            self._views.choose("layer")
            editor = self._layer.reveal(path.partition(".")[2])
        elif head == "training":
            self._views.choose("training")
            editor = self._training.reveal(path)
        else:
            return
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(editor, QLineEdit):
                editor.selectAll()
            # Rows that have just been unfolded get their place with the next layout.
            QTimer.singleShot(0, editor, lambda: self._scroll.ensureWidgetVisible(editor))

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(0)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._elsewhere)
        self._column.addWidget(self._layer)
        self._column.addWidget(self._training)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("settings_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        # The panel's own white shows through.
        self._scroll.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        self._search_row = QVBoxLayout()
        self._search_row.addWidget(self._search)
        self.body.addLayout(self._search_row)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._help)

    def _connect(self) -> None:
        for rows in (self._layer, self._training):
            rows.edit_wanted.connect(self._on_edit_wanted)
            rows.fix_wanted.connect(self._on_fix_wanted)
            rows.finished.connect(self._store.finish_typing)
            rows.rows_changed.connect(self._on_rows_changed)
        self._training.opened.connect(self._on_section_opened)
        self._views.chosen.connect(self._show_view)
        self._search.searched.connect(self._on_searched)
        self._search.escaped.connect(self._leave_search)
        self._search.left_down.connect(self._leave_search)
        self._search.accepted.connect(self._leave_search)
        self._elsewhere.clicked.connect(self._go_elsewhere)
        self._find.triggered.connect(self._on_find_triggered)
        self._store.changed.connect(self._on_store_changed)
        self._selection.changed.connect(self._on_selection_changed)
        self._selection.field_wanted.connect(self.show_field)
        self._session.state_changed.connect(self._show_help)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._fit_margins)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _refresh(self) -> None:
        project, problems = self._store.project, self._store.problems
        self._layer.show_layer(project, self._selection.layer_id, problems)
        self._training.show_project(project, problems)
        self._show_search()

    def _show_view(self) -> None:
        layer = self._views.current() == "layer"
        self._layer.setVisible(layer)
        self._training.setVisible(not layer)
        self._show_search()
        self._show_help()

    def _rows(self) -> LayerRows | TrainingRows:
        """The rows in view."""
        return self._layer if self._views.current() == "layer" else self._training

    def _show_search(self) -> None:
        """Offer to search where there is much to search in."""
        offered = self._views.current() == "training" or self._layer.rows() >= SEARCH_FROM
        if not offered:
            self._search.clear()
        self._search.setVisible(offered)
        self._on_searched(self._search.text())

    def _on_searched(self, text: str) -> None:
        wanted = text.strip()
        found = self._rows().search(wanted)
        is_elsewhere = self._offer_elsewhere("" if found else wanted)
        here, nowhere = self.tr("Nothing here is called “{text}”."), self.tr("Nothing is called “{text}”.")
        self._nothing.setText((here if is_elsewhere else nowhere).format(text=wanted))
        self._nothing.setVisible(bool(wanted) and not found)

    def _offer_elsewhere(self, wanted: str) -> bool:
        """Where nothing in view is called so, lead to the other settings that are, and return whether there are any."""
        self._found_field, title = "", ""
        if wanted and self._views.current() == "layer":
            title = self.tr("Training") if self._training.search(wanted) else ""
        elif wanted:
            for layer in self._store.project.layers:
                fields = all_field_texts(type(layer)).items()
                field = next((name for name, texts in fields if is_found(wanted, texts)), None)
                if field is not None:
                    self._found_field, title = f"layers.{layer.id}.{field}", translate(layer.title)
                    break
        self._elsewhere.show_text(self.tr("Show it in {place}").format(place=title))
        self._elsewhere.setVisible(bool(title))
        return bool(title)

    def _go_elsewhere(self) -> None:
        place = self._found_field
        if place:
            self._selection.select(place.split(".")[1])
            self.show_field(place)
        else:
            self._views.choose("training")

    def _on_find_triggered(self) -> None:
        if not self._search.isHidden():
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()

    def _leave_search(self) -> None:
        """Go to the first field that is left."""
        self._search.focusNextChild()

    def _show_help(self) -> None:
        """Explain the field in focus; without one, what the panel is for."""
        focus = QApplication.focusWidget()
        found = help_of(focus) if self._holds(focus) else None
        if found is not None and found.sentence:
            self._help.show_help(found.title, found.bounds, found.sentence)
        elif self._session.is_active:
            self._help.show_help(self.tr("While it runs"), "", self.tr(
                "This run keeps the settings it began with. Changes count from the next run."
            ))
        elif self._views.current() == "training":
            self._help.show_help(self.tr("Training"), "", self.tr(
                "These values suit most small tables. Click a field to read what it does."
            ))
        else:
            self._help.show_help(self.tr("Layer"), "", self.tr(
                "What the selected layer does. Click a field to read what it means."
            ))

    def _holds(self, widget: QWidget | None) -> bool:
        """Return whether a widget is in this panel; the open list of a combo box is, too."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is not None

    def _on_edit_wanted(
        self, place: str, title: Text, edit: Callable[[Project], Project]
    ) -> None:
        try:
            self._store.edit(lambda: self.tr("Change “{field}”").format(field=said(title)), edit, merge=place)
        except EngineError as error:
            self._notifier.error(error)
            self._refresh()

    def _on_fix_wanted(self, problem: Problem) -> None:
        if problem.fix is None:
            return
        try:
            self._store.edit(lambda: self.tr("Fix a problem"), problem.fix.edit)
        except EngineError as error:
            self._notifier.error(error)

    def _on_store_changed(self, _old: Project, _new: Project) -> None:
        self._refresh()

    def _on_selection_changed(self, layer_id: str | None) -> None:
        self._refresh()
        if layer_id is not None:
            self._views.choose("layer")

    def _on_section_opened(self, section: QWidget) -> None:
        def show_top() -> None:
            self._scroll.verticalScrollBar().setValue(section.mapTo(self._content, QPoint(0, 0)).y())

        QTimer.singleShot(0, section, show_top)  # its rows get their place with the next layout

    def _on_rows_changed(self) -> None:
        # Asked for while the rows are still being built; once they stand, Tab follows them.
        QTimer.singleShot(0, self, lambda: order_tabs(self))

    def _on_focus_changed(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self._show_help()

    def _fit_margins(self) -> None:
        """Keep the rows as wide with a scroll bar as without, so that nothing is wrapped anew."""
        px, bar = self._theme.px, self._scroll.verticalScrollBar()
        right = px(12) - (px(10) if bar.maximum() > 0 else 0)
        # Rows begin 4 further in than the links of sections.
        self._column.setContentsMargins(px(8), 0, right, px(12))
        self._search_row.setContentsMargins(px(12), 0, px(12), px(6))
        self._nothing.setContentsMargins(px(4), px(4), 0, 0)

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        if hasattr(self, "_column"):
            self._fit_margins()

    def _retranslate(self) -> None:
        self.set_title(self.tr("Settings"))
        self._views.set_text("layer", self.tr("Layer"))
        self._views.set_text("training", self.tr("Training"))
        self._find.setText(self.tr("Search settings"))
        find = self._find.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self.tr("Shows the settings that are called so, the rare ones as well. ({keys})").format(keys=find)
        self._search.set_words(self.tr("Search settings"), tip, self.tr("Empty the field"))
        self._on_searched(self._search.text())
        self._views.button("layer").setToolTip(self.tr("Settings of the selected layer."))
        self._views.button("training").setToolTip(self.tr("Settings of the training."))
        self._show_help()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

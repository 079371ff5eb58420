"""The editor of data and weights: every valid number is shown in the network at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lossland.core.sentence import Mistake
from lossland.core.symbols import symbols
from lossland.session import MAZUR, Lesson, Session, State
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.knob import parsed
from lossland.views.network import lesson_edit as edit
from lossland.views.panel import label, row
from lossland.views.theme import Look, font
from lossland.views.words import tr

FEW = 5  # columns that share the width of a table; more are scrolled
Entered = Callable[[int, int, str], str]  # row, column, text -> what is wrong with it, or ""


class ShortNumbers(QStyledItemDelegate):
    """Shows six digits of what is edited in all of them."""

    @guarded
    def displayText(self, value: str, locale: QLocale) -> str:
        number = parsed(str(value))
        return str(value) if number is None else f"{number:z.6g}".replace("-", "−")


class NumberTable(QTableWidget):
    """Numbers that can be typed over. A refused entry stays where it is, marked, until it is mended."""

    def __init__(self, look: Look, name: str, entered: Entered) -> None:
        super().__init__()
        t = self._tokens = look.tokens
        self._entered = entered
        self.setAccessibleName(name)
        self.setFont(font(t.text, mono=True))
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setItemDelegate(ShortNumbers(self))
        trigger = QTableWidget.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.SelectedClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(font(t.small))
            header.setSectionsClickable(False)
        self.horizontalHeader().setDefaultSectionSize(t.text * 7)
        self.horizontalHeader().setMinimumSectionSize(t.text * 5)
        self.verticalHeader().setDefaultSectionSize(round(t.text * 2.2))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.itemChanged.connect(self._changed)

    def fill(self, rows: Sequence[Sequence[float]], across: Sequence[str], down: Sequence[str]) -> None:
        """Show these numbers under and beside these headings; entries that are being mended stay."""
        self.blockSignals(True)
        if (self.rowCount(), self.columnCount()) != (len(rows), len(across)):
            self.clear()
            self.setRowCount(len(rows))
            self.setColumnCount(len(across))
        self.setHorizontalHeaderLabels(list(across))
        self.setVerticalHeaderLabels(list(down))
        for i, numbers in enumerate(rows):
            for j, value in enumerate(numbers):
                item = self.item(i, j)
                if item is None:
                    item = QTableWidgetItem()
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    self.setItem(i, j, item)
                if not item.data(Qt.ItemDataRole.UserRole):
                    item.setText(f"{value:z.15g}")
        is_few = len(across) <= FEW
        self.horizontalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.Stretch if is_few else QHeaderView.ResizeMode.Interactive
        )
        self.blockSignals(False)

    def _changed(self, item: QTableWidgetItem) -> None:
        wrong = self._entered(item.row(), item.column(), item.text())
        self.blockSignals(True)
        item.setData(Qt.ItemDataRole.UserRole, bool(wrong))
        item.setForeground(QColor(self._tokens.warn if wrong else self._tokens.ink))
        item.setToolTip(wrong)
        item.setFont(font(self._tokens.text, mono=True, bold=bool(wrong)))
        self.blockSignals(False)


class LessonDialog(QDialog):
    """Inputs and targets, one row a sample; weights and biases, one row a node."""

    def __init__(self, session: Session, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self._layer = 0
        t = look.tokens
        self.setWindowTitle(tr("Data and weights"))
        self._inputs = NumberTable(look, tr("Inputs"), lambda i, j, text: self._datum("inputs", i, j, text))
        self._targets = NumberTable(look, tr("Targets"), lambda i, j, text: self._datum("targets", i, j, text))
        self._weights = NumberTable(look, tr("Weights"), self._weight)
        self._layers = QComboBox()
        self._layers.setAccessibleName(tr("Layer"))
        self._layers.activated.connect(self._choose_layer)
        self._seed = QLineEdit("1")
        self._seed.setFixedWidth(t.text * 5)
        self._seed.setAccessibleName(tr("Seed"))
        self._message = label("", font(t.text), "warn")
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(round(t.text * 2.6))

        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(t.gap)
        whole.addLayout(self._data(), 1)
        whole.addSpacing(t.gap)
        whole.addLayout(self._parameters(), 1)
        whole.addWidget(self._message)
        whole.addLayout(self._foot())
        self.resize(t.text * 46, t.text * 40)
        session.changed.connect(self._sync)
        self._sync(None, session.state)

    # Parts

    def _data(self) -> QVBoxLayout:
        t = self._look.tokens
        made = QVBoxLayout()
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(2 * t.gap)
        for title, table in ((tr("Inputs, one row a sample"), self._inputs), (tr("Targets"), self._targets)):
            column = QVBoxLayout()
            column.addWidget(label(title, font(t.text, bold=True)))
            column.addWidget(table)
            side_by_side.addLayout(column, 1)
        made.addLayout(side_by_side, 1)
        add = self._button(tr("Add a sample"), lambda: self._change(edit.with_sample))
        made.addLayout(row(add, self._button(tr("Remove this sample"), self._remove), None))
        return made

    def _parameters(self) -> QVBoxLayout:
        t = self._look.tokens
        made = QVBoxLayout()
        made.addLayout(row(label(tr("Weights and biases"), font(t.text, bold=True)), self._layers, None))
        made.addWidget(self._weights, 1)
        dice = self._button(tr("Draw all weights"), self._randomise)
        dice.setIcon(icon("dice", t.ink))
        made.addLayout(row(dice, label(tr("seed"), font(t.small), "mute"), self._seed, None))
        return made

    def _foot(self) -> QHBoxLayout:
        examples = (
            self._button(tr("Mazur's example"), lambda: self._begin(MAZUR)),
            self._button(tr("XOR, four samples"), lambda: self._begin(edit.XOR)),
        )
        return row(*examples, None, self._button(tr("Close"), self.close))

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        made = QPushButton(text, autoDefault=False)
        made.clicked.connect(lambda: pressed())
        return made

    # From and to the session

    def _sync(self, old: State | None, new: State) -> None:
        lesson = new.lesson
        if old is not None and old.lesson == lesson:
            return
        net = lesson.network
        names = symbols(net.sizes)
        samples = [str(k) for k in range(1, len(lesson.inputs) + 1)]
        self._inputs.fill(lesson.inputs, names.nodes[0], samples)
        self._targets.fill(lesson.targets, names.targets, samples)
        self._layer = min(self._layer, len(net.weights) - 1)
        self._layers.clear()
        for layer in range(len(net.weights)):
            self._layers.addItem(tr("Layer {k}: {a} → {b}", k=layer + 1, a=net.sizes[layer], b=net.sizes[layer + 1]))
        self._layers.setCurrentIndex(self._layer)
        self._fill_weights(lesson)

    def _fill_weights(self, lesson: Lesson) -> None:
        net, k = lesson.network, self._layer
        names = symbols(net.sizes)
        rows = [(*weights, bias) for weights, bias in zip(net.weights[k], net.biases[k], strict=True)]
        across = [tr("from {name}", name=name) for name in names.nodes[k]] + [tr("bias")]
        self._weights.fill(rows, across, [tr("to {name}", name=name) for name in names.nodes[k + 1]])

    def _choose_layer(self, layer: int) -> None:
        self._layer = layer
        self._weights.setRowCount(0)
        self._fill_weights(self._session.state.lesson)

    def _change(self, made: Callable[[Lesson], Lesson]) -> str:
        """Set another lesson, or say what is wrong; the message is returned too."""
        try:
            lesson = made(self._session.state.lesson)
        except Mistake as mistake:
            self._message.setText(tr(mistake.sentence))
            return tr(mistake.sentence)
        self._message.setText("")
        self._session.set(lesson=lesson)
        return ""

    def _begin(self, lesson: Lesson) -> None:
        """Start from an example: what was being mended is given up."""
        for table in (self._inputs, self._targets, self._weights):
            table.setRowCount(0)
        self._message.setText("")
        self._session.set(lesson=lesson)
        self._sync(None, self._session.state)

    def _datum(self, part: edit.Part, sample: int, column: int, text: str) -> str:
        return self._change(lambda lesson: edit.with_datum(lesson, part, sample, column, edit.read_number(text)))

    def _weight(self, node: int, column: int, text: str) -> str:
        source = column if column < self._session.state.lesson.network.sizes[self._layer] else -1
        return self._change(lambda lesson: edit.with_weight(lesson, self._layer, node, source, edit.read_number(text)))

    def _remove(self) -> None:
        chosen = self._inputs if self._inputs.currentRow() >= 0 else self._targets
        sample = max(chosen.currentRow(), 0) if chosen.currentRow() >= 0 else self._inputs.rowCount() - 1
        self._change(lambda lesson: edit.without_sample(lesson, sample))

    def _randomise(self) -> None:
        def drawn(lesson: Lesson) -> Lesson:
            text = self._seed.text().strip()
            if not text.isdecimal() or len(text) > 9:
                raise Mistake("A seed is a whole number from 0 to 999999999.")
            return edit.randomised(lesson, int(text))

        if not self._change(drawn):
            self._seed.setText(str((int(self._seed.text()) + 1) % 1_000_000_000))

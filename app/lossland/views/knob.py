"""A number that can be dragged or typed: name, slider, field."""

import math

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from lossland.views.guard import guarded
from lossland.views.reason import explain
from lossland.views.theme import Look, Tokens, font
from lossland.views.words import tr

TICKS = 1000
LONGEST = "0.00025"  # that a field has room for
PAUSE = 500  # ms without a key or a notch of the wheel, after which the next one is a gesture of its own


def parsed(text: str) -> float | None:
    """The finite number that `text` is in every country, or None: neither 1,5 nor 1,000 is one."""
    locale = QLocale.c()
    locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    number, ok = locale.toDouble(text.strip().replace("−", "-"))
    return number if ok and math.isfinite(number) else None


def digits(value: float, count: int = 6) -> str:
    """The digits that matter, so many at most: 0.01, 0.999, 1e-7, 12500."""
    return _short(f"{value:z.{count}g}")


def powered(value: float, count: int) -> str:
    """The same as a power of ten, which is shorter for what is small: 4.68e-4."""
    mantissa, exponent = f"{value:.{count - 1}e}".split("e")
    return _short(f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{exponent}")


def exact(value: float) -> str:
    """All digits of a number, as it can be typed."""
    return _short(repr(value + 0.0).removesuffix(".0"))


def _short(text: str) -> str:
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if e else text


def fitting(value: float, of: QFont) -> str:
    """As many digits as have room in the field: for -1.23e-100 it is -1e-100."""
    metrics = QFontMetrics(of)
    texts = [write(value, count) for count in range(6, 0, -1) for write in (digits, powered)]
    room = metrics.horizontalAdvance(LONGEST)
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room), texts[-1])


class Scale:
    """Which number a tick of the slider stands for, and back; logarithmic between positive ends."""

    def __init__(self, low: float, high: float, log: bool) -> None:
        self.low, self.high, self.log = low, high, log and 0 < low < high

    def at(self, tick: int) -> float:
        """The number at `tick` of TICKS, rounded as finely as the slider can tell numbers apart."""
        if self.log:
            value = self.low * (self.high / self.low) ** (tick / TICKS)
            return float(f"{value:.2e}")
        step = (self.high - self.low) / TICKS
        if step <= 0:
            return self.low
        decimals = max(0, -math.floor(math.log10(1.5 * step)))
        return min(max(round(self.low + step * tick, decimals), self.low), self.high)

    def tick(self, value: float) -> int:
        """The tick nearest to `value`: an end for what is beyond it."""
        if self.log:
            held = min(max(value, self.low), self.high)
            part = math.log(held / self.low) / math.log(self.high / self.low)
        else:
            part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return round(min(max(part, 0.0), 1.0) * TICKS)


class KnobEdit(QWidget):
    """A setting's name, a slider, and its number as an editable text.

    The slider spans `low` to `high`; a finite number beyond them can be typed, and the slider then rests at its end.
    The field shows as many digits as it has room for, and all of them while it has the focus.
    With a `default`, a double click on the name or Delete on the slider returns to it.
    """

    changed = Signal(float)  # by the user: while dragging, by key or wheel, or a number typed
    settled = Signal()  # the drag is over, or the number entered

    def __init__(
        self,
        look: Look,
        name: str,
        low: float,
        high: float,
        value: float,
        *,
        log: bool = False,
        letter: str = "",
        color: str | None = None,
        compact: bool = False,
        default: float | None = None,
    ) -> None:
        super().__init__()
        self._scale = Scale(low, high, log)
        self._positive = log
        self._value = value
        self._default = default
        self._called = name
        t = look.tokens
        self.name = self._label(name, letter, t)
        self.slider = self._slider(name, t, color or t.mute, compact)
        self.number = self._number(name, t, compact)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.settled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 if compact else t.gap)
        layout.addWidget(self.name)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.number)
        self.setFocusProxy(self.slider)
        self.set_value(value)

    @property
    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """Show `value`; emits nothing, and leaves alone what is being typed."""
        self._value = value
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(self._scale.tick(value))
            self.slider.blockSignals(False)
        self._show_number()

    def refuse(self, value: float, why: str) -> None:
        """Return to `value` and say why the number was not taken."""
        self.number.setModified(False)
        self.set_value(value)
        explain(self.number, why)

    def _label(self, name: str, letter: str, t: Tokens) -> QLabel:
        label = _Name(letter or name, objectName="mute")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(font(t.small))
        label.setToolTip(
            name
            if self._default is None
            else tr("{name}; double click: back to {value}", name=name, value=digits(self._default))
        )
        label.double_clicked.connect(self._reset)
        return label

    def _slider(self, name: str, t: Tokens, color: str, compact: bool) -> QSlider:
        slider = _Slider()
        slider.setRange(0, TICKS)
        slider.setSingleStep(5)
        slider.setPageStep(50)
        slider.setAccessibleName(name)
        slider.setToolTip(tr("{name}: drag, or use the arrow keys and Page Up, Page Down", name=name))
        slider.setMinimumWidth(48 if compact else 72)
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        slider.setStyleSheet(
            f"QSlider::sub-page:horizontal {{ background: {color}; }}"
            f"QSlider::handle:horizontal {{ border-color: {color}; }}"
            f"QSlider::handle:horizontal:focus {{ border-color: {t.accent}; background: {t.accent}; }}"
        )
        slider.valueChanged.connect(self._slid)
        slider.sliderReleased.connect(self._settle)
        slider.reset.connect(self._reset)
        return slider

    def _number(self, name: str, t: Tokens, compact: bool) -> QLineEdit:
        number = _Number()
        number.setFont(font(t.text))
        number.setAccessibleName(tr("{name}, as a number", name=name))
        number.setToolTip(tr("Type a number for {name}; Escape leaves it as it was", name=name))
        if compact:
            number.setStyleSheet("QLineEdit { padding: 1px 2px; } QLineEdit:focus { padding: 0px 1px; }")
        frame = 10 if compact else 18
        number.setFixedWidth(QFontMetrics(number.font()).horizontalAdvance(LONGEST) + frame)
        number.focused.connect(self._show_number)
        number.textEdited.connect(self._typed)
        number.editingFinished.connect(self._enter)
        number.escaped.connect(self._write)
        return number

    @Slot()
    def _show_number(self) -> None:
        if not self.number.isModified():
            self._write()

    def _write(self) -> None:
        self.number.setText(exact(self._value) if self.number.hasFocus() else fitting(self._value, self.number.font()))
        self.number.setCursorPosition(0)
        self.number.setModified(False)
        mark(self.number, "wrong", False)

    def _meant(self) -> float | None:
        value = parsed(self.number.text())
        return None if value is not None and self._positive and value < 0 else value

    @Slot()
    def _typed(self) -> None:
        mark(self.number, "wrong", self._meant() is None)

    @Slot()
    def _enter(self) -> None:
        if not self.number.isModified():
            return
        value = self._meant()
        if value is None:
            said = parsed(self.number.text()) is None
            why = (
                tr("A number is written as 0.01 or 1e-2")
                if said
                else tr("{name} must not be negative", name=self._called)
            )
            self.refuse(self._value, why)
            return
        self.number.setModified(False)
        if value == self._value:
            self._write()
            return
        self._take(value)
        self._settle()

    @Slot(int)
    def _slid(self, tick: int) -> None:
        self.number.setModified(False)
        self._take(self._scale.at(tick))
        if not self.slider.isSliderDown():
            self._pause.start()

    @Slot()
    def _reset(self) -> None:
        if self._default is not None and self._default != self._value:
            self._take(self._default)
            self._settle()

    @Slot()
    def _settle(self) -> None:
        self._pause.stop()
        self.settled.emit()

    def _take(self, value: float) -> None:
        self.set_value(value)
        self.changed.emit(value)


def mark(widget: QWidget, name: str, on: bool) -> None:
    """Set a property by which the style sheet tells widgets apart."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class _Name(QLabel):
    double_clicked = Signal()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()


class _Number(QLineEdit):
    escaped = Signal()
    focused = Signal()  # or no longer

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focused.emit()  # before the class above marks all of it
        super().focusInEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class _Slider(QSlider):
    """A click moves the handle under the mouse; the wheel turns it only when it has the focus."""

    reset = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(96, 20)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            part = QStyle.SubControl
            handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part.SC_SliderHandle, self)
            if not handle.contains(event.position().toPoint()):
                span = self.width() - handle.width()
                place = round(event.position().x() - handle.width() / 2)
                self.setSliderDown(True)
                self.setValue(QStyle.sliderValueFromPosition(0, TICKS, place, span))
        super().mousePressEvent(event)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset.emit()
        else:
            super().keyPressEvent(event)

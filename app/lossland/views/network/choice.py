"""Choosing activations and the loss: fields that open a menu."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy

from lossland.core import activation as activations
from lossland.core import loss as losses
from lossland.core.network import MLP
from lossland.views.guard import guarded
from lossland.views.theme import font
from lossland.views.words import tr


class MenuField(QComboBox):
    """Looks like every other choice, but opens a menu, so that it can hold choices within choices."""

    def __init__(self, pixels: int, name: str) -> None:
        super().__init__()
        self._name, self._text = name, ""
        self._menu = self._empty_menu()
        self.setFont(font(pixels))
        self.setAccessibleName(name)
        self.addItem("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(240)

    def say(self, text: str) -> None:
        """Show `text`, shortened where there is no room."""
        self._text = text
        self.setAccessibleDescription(text)
        self.setToolTip(f"{self._name}: {text}")
        self.updateGeometry()
        self._shorten()

    def clear_menu(self) -> None:
        """Begin a new menu: one that is only cleared keeps its submenus and groups for ever."""
        self._menu.deleteLater()
        self._menu = self._empty_menu()

    def _empty_menu(self) -> QMenu:
        made = QMenu(self)
        made.setToolTipsVisible(True)
        return made

    @guarded
    def showPopup(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 40, super().sizeHint().height())

    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(56, super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        self.setItemText(0, self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - 36))


class ActivationChoice(MenuField):
    """One activation for all layers, or one for each."""

    chosen = Signal(str, object)  # name, layer with weights or None for all

    def __init__(self, pixels: int) -> None:
        super().__init__(pixels, tr("Activation"))

    def show_network(self, net: MLP) -> None:
        names = [function.label for function in net.functions]
        self.say(tr(names[0]) if len(set(names)) == 1 else ", ".join(map(tr, names)))
        self.clear_menu()
        common = net.activations[0] if len(set(net.activations)) == 1 else None
        self._offer(self._menu, common, None)
        if len(names) > 1:
            self._menu.addSeparator()
            for layer, name in enumerate(net.activations):
                title = tr("Layer {k}: {name}", k=layer + 1, name=tr(names[layer]))
                self._offer(self._menu.addMenu(title), name, layer)

    def _offer(self, menu: QMenu, current: str | None, layer: int | None) -> None:
        group = QActionGroup(menu)
        for name, activation in activations.catalogue().items():
            action = menu.addAction(tr(activation.label))
            action.setToolTip(activation.formula)
            action.setCheckable(True)
            action.setChecked(name == current)
            action.triggered.connect(lambda _=False, name=name: self.chosen.emit(name, layer))
            group.addAction(action)


class LossChoice(MenuField):
    """The loss; its formula is the tool tip."""

    chosen = Signal(str)

    def __init__(self, pixels: int) -> None:
        super().__init__(pixels, tr("Loss"))

    def show_network(self, net: MLP) -> None:
        self.say(tr(net.criterion.label))
        self.clear_menu()
        group = QActionGroup(self._menu)
        for name, loss in losses.catalogue().items():
            action = self._menu.addAction(tr(loss.label))
            action.setToolTip(loss.formula)
            action.setCheckable(True)
            action.setChecked(name == net.loss)
            action.triggered.connect(lambda _=False, name=name: self.chosen.emit(name))
            group.addAction(action)

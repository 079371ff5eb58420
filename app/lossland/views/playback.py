"""The index that the transport moves over what was recorded; it never makes anything compute."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Playback(QObject):
    """An index from 0 to `last`, moved by hand or by a timer at `speed` steps a second."""

    moved = Signal(int)
    changed = Signal()  # playing, speed or last

    def __init__(self) -> None:
        super().__init__()
        self.index, self.last, self.speed = 0, 0, 12.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @Slot()
    def toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def play(self) -> None:
        """Move on by itself; from the start again if the end was reached."""
        if self.index >= self.last:
            self.go(0)
        self._timer.start(self._interval())
        self.changed.emit()

    def pause(self) -> None:
        self._timer.stop()
        self.changed.emit()

    def go(self, index: int) -> None:
        index = min(max(index, 0), self.last)
        if index != self.index:
            self.index = index
            self.moved.emit(index)

    def set_last(self, last: int) -> None:
        self.last = last
        self.changed.emit()
        self.go(self.index)

    def set_speed(self, speed: float) -> None:
        self.speed = speed
        if self.playing:
            self._timer.setInterval(self._interval())
        self.changed.emit()

    def _interval(self) -> int:
        return max(16, round(1000 / self.speed))

    @Slot()
    def _tick(self) -> None:
        # Above one step a frame, several steps are taken at once: the timer never runs faster than the screen.
        self.go(self.index + max(1, round(self.speed * self._interval() / 1000)))
        if self.index >= self.last:
            self.pause()

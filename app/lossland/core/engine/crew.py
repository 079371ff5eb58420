"""Native work by several threads, none of which holds Python's lock."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import perf_counter

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
GLANCE = 0.002  # seconds between two looks at how far the work is
NICE = 5  # of 19: several jobs may be under way, and the window comes before all of them
PATIENCE = 0.1  # seconds after which all cores work: until then one is left to the window, where a slider may move


def together(
    work: Callable[[], None], stop: Callable[[], None], done: Callable[[], float], threads: int | None = None
) -> Iterator[float]:
    """Have threads call `work`, which takes pieces of what is to be done until there are none; yield the share `done`.

    `threads`: how many; otherwise as many as there are cores, the last of them only once the work has taken a tenth of
    a second. Whoever leaves early calls `stop` by that and waits until the threads have noticed. What fails in a thread
    fails here.
    """
    at_once = threads or max(1, CORES - 1)
    crew: list[threading.Thread] = []
    failures: list[BaseException] = []

    def politely() -> None:
        try:
            _give_way()
            work()
        except BaseException as failure:
            failures.append(failure)

    def hire(count: int) -> None:
        for _ in range(count):
            crew.append(threading.Thread(target=politely, name="lossland crew", daemon=True))
            crew[-1].start()

    try:
        late = perf_counter() + PATIENCE
        hire(at_once)
        while alive := [thread for thread in crew if thread.is_alive()]:
            alive[0].join(GLANCE)
            if threads is None and len(crew) < CORES and perf_counter() > late:
                hire(CORES - len(crew))
            yield done()
    finally:
        stop()
        for thread in crew:
            thread.join()
    if failures:
        raise failures[0]


def _give_way() -> None:
    """Let this thread come after others, unless it does already."""
    if sys.platform == "linux":  # elsewhere this would be about the whole process
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, max(NICE, os.getpriority(os.PRIO_PROCESS, thread)))

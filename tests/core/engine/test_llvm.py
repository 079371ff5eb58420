"""Walks by machine code are the walks of NumPy."""

import platform
import subprocess
import sys
import threading

import numpy as np
import pytest
from memory import resident

from lossland.core import starts
from lossland.core.descend import descend
from lossland.core.engine import crew, llvm, machine
from lossland.core.engine.crowd import WALKING, Crowd
from lossland.core.engine.machine import Target
from lossland.core.engine.plan import plan
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.sgd import SGD
from lossland.core.surface import Surface


def walked(crowd, target=None, threads=None):
    """The crowd after its walk by machine code for one processor."""
    found = plan(crowd.surface, crowd.optimizer, crowd.rates is not None)
    history, exits = crowd.rows is not None, crowd.tolerance is not None
    for _ in llvm.walk(crowd, llvm.made(found, target or machine.host(), history=history, exits=exits), threads):
        pass
    return crowd


def crowd_of(count, steps, optimizer=None, text="sin(x) + y^2 + x y", **options):
    surface = Surface(text)
    return Crowd(surface, optimizer or Adam(lr=0.1), starts.uniform(count, surface, 5), steps, **options)


RESULTS = ("x", "loss", "gradient", "length", "lost")


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_result_does_not_depend_on_who_does_the_work_nor_on_its_company(threads):
    alone, together = (walked(crowd_of(1000, 50, trail=3), threads=count) for count in (None, threads))
    for name in (*RESULTS, "trail"):
        np.testing.assert_array_equal(getattr(alone, name)[..., :1000], getattr(together, name)[..., :1000])
    for i in (0, 63, 64, 199):
        one = walked(Crowd(alone.surface, alone.optimizer, starts.uniform(1000, alone.surface, 5)[i : i + 1], 50))
        np.testing.assert_array_equal(one.x[0], alone.x[i])


@pytest.mark.parametrize("lanes", [1, 2, 4])
def test_a_result_does_not_depend_on_the_width_of_the_vectors(lanes):
    host = machine.host()
    wide, narrow = walked(crowd_of(77, 50)), walked(crowd_of(77, 50), Target(host.processor, host.features, lanes))
    for name in RESULTS:
        np.testing.assert_array_equal(getattr(wide, name), getattr(narrow, name))


def test_threads_share_the_work_and_end_with_it():
    before = threading.active_count()
    crowd = crowd_of(200_000, 300)
    shares = list(llvm.walk(crowd, llvm.machine(crowd), 3))
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] < 1
    assert threading.active_count() == before


def test_a_thread_that_may_not_give_way_more_than_it_does_walks_all_the_same():
    # An ordinary user may not take back what `nice` has given away: the whole program may run under it.
    script = (
        "import os, numpy as np, lossland as ll\n"
        "surface, x = ll.Surface('x^2 + y^2'), np.ones((100_000, 2))\n"
        "walk = lambda: ll.descend(surface, ll.SGD(lr=0.1), x, 200, keep='last', engine='llvm')\n"
        "walk()\n"  # what a user who is not root might not be allowed to read is read
        "os.nice(15)\n"
        "os.getuid() or os.setuid(65534)\n"
        "assert np.abs(walk().points).max() < 1e-9"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})


def test_what_fails_in_a_thread_is_not_taken_for_the_end_of_the_work():
    def fails():
        raise OSError("no such thread")

    stops = []
    with pytest.raises(OSError, match="no such thread"):
        list(crew.together(fails, lambda: stops.append(1), lambda: 0.5))
    assert stops == [1]


def test_a_crowd_that_is_left_stops_at_once():
    crowd = crowd_of(64, 10**6, SGD(lr=0.1), "x^2 + y^2 + sin(x y)")
    walk = llvm.walk(crowd, llvm.machine(crowd))
    for _ in range(2):
        next(walk)
    assert "lossland crew" in {thread.name for thread in threading.enumerate()}
    walk.close()
    assert "lossland crew" not in {thread.name for thread in threading.enumerate()}
    assert (crowd.ends[:64] == WALKING).all()


def test_what_is_certainly_finite_is_so_and_parameters_beyond_bounds_are_left_to_numpy():
    texts = {"(1 - x)^2 + 100(y - x^2)^2": 0, "sin(x) + cos(y)": 0, "sqrt(x^2 + y^2)": 2, "1/x + y": 2, "exp(x) + y": 2}
    texts["log((|x| + 3)/5 - 3/5) + y"] = 2  # a quotient rounds otherwise than a product with a rounded reciprocal
    texts |= {"|x|^1.5 + y^2": 0, "x^1.5 + y^2": 2, "|x|^30.5 + y^2": 2, "|x|^0.5 + y^2": 1}
    assert {text: len(plan(Surface(text), SGD()).doubtful) for text in texts} == texts
    surface = Surface("a*a*x^2 + y^2", a=1e200)
    walk = descend(surface, SGD(), (1.0, 1.0), 5, engine="llvm")
    assert walk.engine == "numpy"
    assert walk.end == "diverged"


def test_code_is_made_once_numpy_has_worked_as_long_as_making_it_takes():
    surface = Surface("x^2 + 3y^2 + 0.125x")
    engines = [descend(surface, SGD(lr=0.01), (1, 1), 400).engine for _ in range(30)]
    assert engines[0] == "numpy"
    assert engines[-1] == "llvm"
    assert engines == sorted(engines, reverse=True)
    assert descend(surface, SGD(lr=0.02), (1, 2), 400).engine == "llvm"
    assert descend(Surface("x^2 + 3y^2 + 0.25x"), SGD(lr=0.01), (1, 1), 400).engine == "numpy"


def test_a_processor_of_2003_walks_the_same_way():
    surface, optimizer = Surface("(x^2 + y - 11)^2 + (x + y^2 - a)^2", a=7), SGD(lr=0.01, momentum=0.5)
    x = starts.uniform(100, surface, 4)
    target = Target("x86-64", "") if platform.machine() in ("x86_64", "AMD64") else machine.host()
    crowd = walked(Crowd(surface, optimizer, x, 100), target)
    by_numpy = descend(surface, optimizer, x, 100, keep="last", engine="numpy")
    np.testing.assert_array_equal(crowd.x, by_numpy.points)  # it cannot round a product and a sum at once


def test_a_thousand_walks_that_are_left_leave_nothing_behind():
    def left(times):
        for k in range(times):
            crowd = crowd_of(2000, 10**5, SGD(), "x^2 + 3y^2 + sin(x)")
            going = llvm.walk(crowd, llvm.machine(crowd), 1 + k % 2)
            next(going)
            going.close()

    left(20)  # what is made once is made
    threads, before = threading.active_count(), resident()
    left(1000)
    assert threading.active_count() == threads
    assert resident() - before < 20e6  # a crowd has 0.1e6

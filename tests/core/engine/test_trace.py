"""An optimizer's step as a graph: once traced, for all knobs; refused where a trace would be wrong."""

import numpy as np
import pytest
from made import Decides, DecidesSilently, Mixes, Sign, Sums

from lossland.core.engine.plan import plan
from lossland.core.engine.trace import Untraceable, trace
from lossland.core.graph import order
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.surface import Surface


def test_moving_a_knob_or_a_parameter_needs_no_new_plan():
    surfaces = [Surface("x^2 + a y^2", a=a) for a in (1, 2)]
    plans = {plan(s, SGD(lr=lr, momentum=m)) for s in surfaces for lr in (0.1, 0.2) for m in (0.0, 0.9)}
    assert len(plans) == 1
    assert plan(surfaces[0], SGD(nesterov=True)) not in plans


@pytest.mark.parametrize("kind", [SGD, RMSprop, Adam])
def test_what_is_the_same_for_all_walkers_is_no_work_of_each(kind):
    found = plan(Surface("a x^2 / (1 + exp(b)) + y^2"), kind())
    nodes = order([found.loss, *found.gradient, *found.next])
    assert {node.op for node in nodes}.isdisjoint({"exp", "power"})
    variables = {str(node.value) for node in nodes if node.op == "variable"}
    assert not {name for name in variables if name.startswith("knob") or name in ("a", "b", "the time")}


def test_adam_divides_and_takes_a_root_once_for_each_coordinate():
    nodes = order(plan(Surface("x^2 + y^2"), Adam()).next)
    assert [sum(node.op == op for node in nodes) for op in ("divide", "sqrt")] == [2, 2]


@pytest.mark.parametrize("optimizer", [SGD(lr=0.2, decay=0.1, momentum=0.5), Adam(decay=0.3), RMSprop(rho=0.5)])
def test_tables_hold_what_the_step_would_compute(optimizer):
    surface = Surface("a x^2", a=3)
    found = plan(surface, optimizer)
    steady, timed = found.numbers(surface, optimizer, 8)
    assert steady.shape == (len(found.steady),)
    assert timed.shape == (9, len(found.timed))
    if isinstance(optimizer, SGD):
        np.testing.assert_array_equal(timed[:, 0], [optimizer.rate(t) for t in range(9)])


def test_any_function_of_numbers_can_be_traced():
    rule = trace(Sign())
    assert [str(node.value) for node in rule.remembered] == ["memory s"]
    assert {"where", "maximum", "clip", "sign"} <= {node.op for node in order([rule.point, *rule.memory])}


@pytest.mark.parametrize("kind", [Decides, DecidesSilently, Mixes, Sums])
def test_what_a_trace_would_get_wrong_is_refused(kind):
    with pytest.raises(Untraceable):
        trace(kind())

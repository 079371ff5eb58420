"""The table of jobs: who computes what, and when it must be computed again."""

from dataclasses import replace

import pytest

from lossland import jobs
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.jobs import JOBS, surface_of
from lossland.session import Run, Starts, State

FIRST = State()


def stale(**changes):
    return {job.name for job in JOBS if job.is_stale(FIRST, replace(FIRST, **changes))}


def results(name, state):
    """All that the job yields, and its last result."""
    news = list(next(job for job in JOBS if job.name == name).run(state))
    return news, [result for _, result in news if result is not None][-1]


def test_at_first_everything_is_stale_and_without_a_change_nothing():
    assert all(job.is_stale(None, FIRST) for job in JOBS)
    assert stale() == set()


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"expression": "x"}, {"surface", "basins", "walks", "sweep", "starts"}),
        ({"parameters": (("a", 8.0),)}, {"surface", "basins", "walks", "sweep", "starts"}),
        ({"window": ((-1.0, 1.0), (-1.0, 1.0))}, {"surface", "basins", "starts"}),
        ({"start": (1.0, 1.0)}, {"walks", "sweep"}),
        ({"steps": 7}, {"basins", "walks", "sweep", "starts", "network"}),
        ({"selected": 1}, {"basins", "sweep", "starts", "network"}),
        ({"starts": Starts(10)}, {"starts"}),
        ({"runs": (Run(Adam(), 0), *FIRST.runs[1:])}, {"basins", "walks", "sweep", "starts", "network"}),
        ({"runs": (Run(SGD(lr=0.5), 0), *FIRST.runs[1:])}, {"basins", "walks", "starts", "network"}),
        ({"runs": (*FIRST.runs[:2], Run(Adam(lr=1.0), 1))}, {"walks"}),
        ({"basins": True}, {"basins"}),
        ({"lesson": replace(FIRST.lesson, inputs=((0.5, 0.5),))}, {"network"}),
    ],
)
def test_only_what_depends_on_a_change_is_computed_again(changes, names):
    assert stale(**changes) == names


@pytest.mark.parametrize("name", [job.name for job in JOBS])
def test_every_job_goes_on_to_its_end_with_a_result(name):
    news, result = results(name, replace(FIRST, basins=True))
    fractions = [fraction for fraction, _ in news]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert result is not None


def test_a_run_that_is_not_shown_keeps_its_place_and_has_no_walk():
    hidden = (replace(FIRST.runs[0], enabled=False), *FIRST.runs[1:])
    _, walks = results("walks", replace(FIRST, runs=hidden))
    assert [walk is None for walk in walks] == [True, False, False]
    assert [judged.walk.optimizer for judged in walks[1:]] == [run.optimizer for run in hidden[1:]]


def test_every_walk_comes_with_the_verdict_on_it_and_on_the_surface_that_it_walked():
    start = (1.0, 0.0)  # Along this line the saddle attracts.
    state = replace(FIRST, expression="x^2 - y^2", parameters=(), start=start, runs=(Run(SGD(lr=0.4), 0),))
    _, ((walk, _, verdict),) = results("walks", state)
    assert walk.end == "stationary"
    assert "not at a minimum" in str(verdict)


@pytest.mark.parametrize("kind", ["uniform", "normal", "grid"])
def test_starts_are_drawn_as_chosen_and_on_a_curve_too(kind):
    state = State(expression="x^4 - 3x^3 + 2", parameters=(), starts=Starts(50, kind), steps=5)
    _, study = results("starts", state)
    assert study.count == study.total == 50
    assert study.ends.shape == (50, 1)


def test_a_study_is_not_shown_more_often_than_it_can_be_looked_at(monkeypatch):
    def shown():
        state = State(starts=Starts(40_000), steps=2)
        return [study.count for _, study in results("starts", state)[0] if study is not None]

    monkeypatch.setattr(jobs, "perf_counter", lambda: 0.0)  # no time passes
    assert shown() == [40_000]
    monkeypatch.setattr(jobs, "perf_counter", iter(range(10_000)).__next__)
    assert set(shown()) == {0, 16_384, 32_768, 40_000}


def test_parameters_that_the_text_lost_are_dropped_for_the_surface_and_kept_in_the_state():
    state = replace(FIRST, expression="x^2 + b y^2")
    assert surface_of(state).parameters == {"b": 1.0}
    assert state.parameters == (("a", 7.0),)
    assert surface_of(replace(state, expression="a x^2")).parameters == {"a": 7.0}


def test_a_curve_takes_the_first_axis_of_the_window():
    assert surface_of(State(expression="x^2", window=((-1.0, 2.0), (-3.0, 4.0)))).window == ((-1.0, 2.0),)


@pytest.mark.parametrize("name", ["surface", "basins", "walks", "sweep", "starts"])
def test_a_mistake_in_the_text_is_raised_as_one(name):
    with pytest.raises(Mistake, match="sine"):
        results(name, replace(FIRST, expression="sine(x)", basins=True))


def test_no_map_of_basins_is_computed_while_none_is_wanted():
    run = next(job for job in JOBS if job.name == "basins").run
    assert list(run(replace(FIRST, expression="sine(x)"))) == [(1.0, None)]


def test_a_map_of_basins_walks_farther_than_the_crowd_and_as_far_as_it_if_that_is_farther():
    short, long = (replace(FIRST, basins=True, steps=steps, expression="x^2/1e9") for steps in (5, 1500))
    assert results("basins", short)[1].most == 1000
    assert results("basins", long)[1].most == 1500


def test_what_one_map_of_basins_found_the_next_one_of_that_surface_knows():
    first = results("basins", replace(FIRST, basins=True))[1]
    faster = (replace(FIRST.runs[0], optimizer=SGD(lr=0.012)), *FIRST.runs[1:])
    assert results("basins", replace(FIRST, basins=True, runs=faster))[1].atlas is first.atlas
    other = results("basins", replace(FIRST, basins=True, parameters=(("a", 8.0),)))[1]
    assert other.atlas is not first.atlas

"""The index stays within what was recorded, and playing moves it at the speed that was chosen."""

import pytest

from lossland.views.playback import Playback


@pytest.fixture
def playback(qapp):
    made = Playback()
    made.set_last(100)
    yield made
    made.pause()


def test_the_index_stays_between_the_first_and_the_last_step(playback):
    seen = []
    playback.moved.connect(seen.append)
    for index in (5, 5, -3, 1000, 100):
        playback.go(index)
    assert seen == [5, 0, 100]


def test_a_shorter_recording_takes_the_index_along(playback):
    playback.go(80)
    playback.set_last(30)
    assert playback.index == 30


def test_playing_stops_at_the_last_step_and_plays_again_from_the_first(playback, qtbot):
    playback.set_speed(240)
    playback.go(90)
    playback.play()
    qtbot.waitUntil(lambda: not playback.playing)
    assert playback.index == 100
    playback.play()
    assert playback.index == 0
    assert playback.playing


def test_above_a_step_a_frame_steps_are_skipped_and_not_frames(playback, qtbot):
    seen = []
    playback.moved.connect(seen.append)
    playback.set_speed(240)
    playback.play()
    qtbot.waitUntil(lambda: not playback.playing)
    assert 20 <= len(seen) <= 34
    assert seen[-1] == 100


def test_a_change_of_speed_while_it_plays_is_heard_at_once(playback, qtbot):
    playback.set_speed(1)
    playback.play()
    playback.set_speed(200)
    qtbot.waitUntil(lambda: playback.index > 4, timeout=900)


def test_toggling_plays_and_pauses_and_tells_it(playback):
    told = []
    playback.changed.connect(lambda: told.append(playback.playing))
    playback.toggle()
    playback.toggle()
    assert told == [True, False]

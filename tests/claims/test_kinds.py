"""What the words around a figure make of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.claims.kinds import read_kind
from factcheck.claims.leads import View, lead_movement
from factcheck.claims.scene import Scene
from factcheck.claims.syntax import Stretch


def _view(scene: Scene) -> View:
    sentence = scene.sentence
    figure = sentence.mentions.quantities[0]
    anchor = figure.anchor
    spot = Stretch(anchor.start, anchor.end, sentence.start, sentence.end)
    return View(sentence, figure, spot, None, fresh=True)


@pytest.mark.parametrize(
    ("text", "kind", "direction", "role"),
    [
        ("Exports rose 3 percent.", "change", "up", "bare"),
        ("Exports rose by 3 percent.", "change", "up", "bare"),
        ("Exports saw an increase of 3 percent.", "change", "up", "bare"),
        ("Exports grew by an average of 3 percent a year.", "change", "up", "bare"),
        ("There was a 3 percent drop in exports.", "change", "down", "of"),
        ("Exports doubled.", "change", "up", "bare"),
        ("Sales halved in May.", "change", "down", "bare"),
        ("Exports were up 3 percent.", "change", "up", "bare"),
        ("Exports were worth 3 billion dollars.", "level", None, "bare"),
        ("Exports rose to 3 billion dollars.", "level", None, "to"),
        ("Rates fell from 3 percent.", "level", None, "from"),
        ("Rates stood at 3 percent.", "level", None, "at"),
        ("It ran a deficit of 3 billion dollars.", "level", None, "of"),
        ("Oil accounted for 30 percent of exports.", "share", None, "of"),
        ("Half of exports went east.", "share", None, "of"),
        ("Steel makes up a third of output.", "share", None, "of"),
        ("Output was 3 percent higher than that of Peru.", "comparison", "up", "than"),
        ("Output was 3 percent below that of Peru.", "comparison", "down", "than"),
        ("Output was three times that of Peru.", "comparison", "up", "bare"),
        ("Exports exceeded imports by 3 billion dollars.", "comparison", "up", "by"),
    ],
)
def test_the_words_around_a_figure_decide(
    scene_of: Callable[[str], Scene], text: str, kind: str, direction: str | None, role: str
) -> None:
    cue = read_kind(_view(scene_of(text)))
    assert (cue.kind, cue.direction, cue.role) == (kind, direction, role)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Exports rose 3 percent.", "rose"),
        ("Exports went up 3 percent.", "went"),
        ("Exports bounced back 3 percent.", "bounced"),
        ("Exports rose sharply by about 3 percent.", "rose"),
        ("It saw an increase in exports of 3 percent.", "increase"),
        ("Exports were 3 percent.", None),
        ("A gathering of 3 percent met.", None),
    ],
)
def test_the_movement_that_leads_to_a_figure(
    scene_of: Callable[[str], Scene], text: str, word: str | None
) -> None:
    found = lead_movement(_view(scene_of(text)))
    assert (found[1].text if found else None) == word


def test_a_figure_goes_on_with_what_the_one_before_said(
    scene_of: Callable[[str], Scene],
) -> None:
    scene = scene_of("Exports of tea, steel and cars rose 3 percent, 5 percent and 7 percent.")
    first, second, _ = scene.sentence.mentions.quantities
    end = scene.sentence.end
    before = read_kind(
        View(scene.sentence, first, Stretch(first.anchor.start, first.anchor.end, 0, end), None)
    )
    spot = Stretch(second.anchor.start, second.anchor.end, first.anchor.end, end)
    cue = read_kind(View(scene.sentence, second, spot, before))
    assert (cue.kind, cue.direction, cue.inherits) == ("change", "up", True)

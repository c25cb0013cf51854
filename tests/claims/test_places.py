"""Whose figure it is, and who stands on the other side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.claims.scene import Scene
from factcheck.records import Claim


@pytest.mark.parametrize(
    ("text", "area", "partner"),
    [
        ("Kenya's exports rose 3 percent.", "KEN", None),
        ("Exports in Kenya rose 3 percent.", "KEN", None),
        ("Kenyan exports rose 3 percent.", "KEN", None),
        ("Kenya's exports to Uganda rose 3 percent.", "KEN", "UGA"),
        ("Kenya's trade with Uganda rose 3 percent.", "KEN", "UGA"),
        ("Kenya's imports from Uganda fell 3 percent.", "KEN", "UGA"),
        ("Inflation was 15.7% in Kenya.", "KEN", None),
        ("Output was up 3 percent in Kenya, ahead of Uganda.", "KEN", None),
    ],
)
def test_area_and_partner(
    claims_of: Callable[..., list[Claim]], text: str, area: str, partner: str | None
) -> None:
    claim = claims_of(text)[0]
    assert claim.ref_area is not None
    assert claim.ref_area.code == area
    assert (claim.counterpart.code if claim.counterpart else None) == partner


def test_the_area_of_the_title_holds_where_a_sentence_names_none(
    claims_of: Callable[..., list[Claim]],
) -> None:
    (claim,) = claims_of("Exports rose 3 percent.", title="Ghana's trade grows")
    assert claim.ref_area is not None
    assert claim.ref_area.code == "GHA"


def test_the_area_is_carried_to_the_next_sentence(claims_of: Callable[..., list[Claim]]) -> None:
    claims = claims_of("Kenya's exports rose 3 percent. Imports fell 4 percent.")
    assert [c.ref_area and c.ref_area.code for c in claims] == ["KEN", "KEN"]


def test_the_first_area_of_any_role(scene_of: Callable[[str], Scene]) -> None:
    scene = scene_of("Output in Kenya was higher than in Uganda.")
    found = scene.places.first_in(20, 60)
    assert found is not None
    assert found.code == "UGA"
    assert scene.places.first_in(0, 5) is None


def test_what_something_ranks_among_is_no_area_of_a_figure(
    scene_of: Callable[[str], Scene],
) -> None:
    scene = scene_of("Asia's largest exporter is Japan.")
    assert [a.code for a in scene.places.areas] == ["JPN"]
    assert len(scene.places.scopes) == 1

"""Whether a text is English; what is not is said, not mangled."""

from __future__ import annotations

import pytest

from factcheck.articles import article_from_text
from factcheck.articles.language import english_share, find_language

CASES = [
    ("en", "Exports rose 3.8% in 2024."),
    (
        "en",
        (
            "Steel output of the ten largest mills reached 12.5 million tons in March, 3% more in "
            "the year, and the association said that orders from abroad were strong."
        ),
    ),
    (
        "und",
        (
            "Die Ausfuhren stiegen im vergangenen Jahr um 3,8 % auf einen neuen Höchststand, wie "
            "das Statistische Bundesamt am Freitag mitteilte; die Einfuhren gingen leicht zurück."
        ),
    ),
    (
        "und",
        (
            "Les exportations ont augmenté de 3,8 % sur un an pour atteindre un niveau record, a "
            "indiqué vendredi l'institut de la statistique, alors que les importations ont reculé."
        ),
    ),
    (
        "und",
        (
            "Las exportaciones aumentaron un 3,8 % en el último año hasta alcanzar un nuevo máximo "
            "histórico, según informó el viernes el instituto de estadística en un comunicado."
        ),
    ),
    ("und", "去年出口同比增长百分之三点八，创历史新高。"),
    ("und", "Экспорт вырос на 3,8% и достиг рекордного уровня."),
]


@pytest.mark.parametrize(("code", "text"), CASES)
def test_language(code: str, text: str) -> None:
    assert find_language(text) == code
    notes = article_from_text(text).notes
    assert bool(notes) == (code == "und")


def test_share_is_zero_without_words() -> None:
    assert english_share("12.5 % — 3") == 0.0

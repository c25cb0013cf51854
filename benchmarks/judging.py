"""CPU time of matching and judging beside that of extraction, on the same articles.

    python benchmarks/judging.py [--articles FILE] [--limit 60] [--rounds 3] [--json OUT]

Articles as in `throughput.py`: third-party ones where they are at hand, else those of `corpora/`.
The archive is open and the model loaded before anything is timed; each round reads the articles
once, and the best round of either stage counts.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path

import throughput

from factcheck.articles import article_from_text
from factcheck.matches import match_claim
from factcheck.mentions import find_mentions
from factcheck.pipeline import Checker
from factcheck.records import Article, Claim
from factcheck.settings import Settings
from factcheck.verdicts import judge_claim

Read = list[tuple[Article, tuple[Claim, ...]]]


def extract(checker: Checker, articles: list[Article]) -> tuple[float, Read]:
    """CPU seconds of finding the claims, and the claims."""
    start = time.process_time()
    found = []
    for article in articles:
        mentions = find_mentions(article.text, article.published, article.title)
        title = find_mentions(article.title, article.published) if article.title else None
        found.append((article, tuple(checker.finder.find(article, mentions, title))))
    return time.process_time() - start, found


def judge(checker: Checker, read: Read) -> float:
    """CPU seconds of matching and judging them."""
    archive = checker.archive
    start = time.process_time()
    for article, claims in read:
        for claim in claims:
            match = match_claim(claim, archive, article)
            judge_claim(claim, match, archive, article=article, claims=claims)
    return time.process_time() - start


def measure(rows: throughput.Rows, rounds: int) -> dict[str, float]:
    """Seconds of both stages and their ratio."""
    checker = Checker(Settings())
    days = (throughput.day_of(row) for row in rows)
    articles = [
        article_from_text(r["text"], id=r["id"], title=r.get("title"), published=_day(day))
        for r, day in zip(rows, days, strict=True)
    ]
    _, read = extract(checker, articles[:2])
    judge(checker, read)
    extracting, judging = [], []
    for _ in range(rounds):
        seconds, read = extract(checker, articles)
        extracting.append(seconds)
        judging.append(judge(checker, read))
    best = min(extracting), min(judging)
    claims = sum(len(claims) for _, claims in read)
    return {
        "articles": len(articles),
        "claims": claims,
        "extraction, s": best[0],
        "matching and judging, s": best[1],
        "first round of judging, s": judging[0],
        "ratio": best[1] / best[0],
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, default=throughput.ROOT / "absent")
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows, name = throughput.load_articles(given.articles, given.limit)
    found = measure(rows, given.rounds)
    print(f"articles of {name}")
    for key, value in found.items():
        print(f"{key:28}{value:10.3f}")
    if given.json:
        given.json.write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

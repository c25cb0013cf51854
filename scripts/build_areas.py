"""Builds the generated area vocabularies from a folder of naming tables.

    python scripts/build_areas.py FOLDER

FOLDER holds `country_aliases.csv`, `demonyms.csv` and `memberships.csv` (see each row's source).
Taken over are English names from the Unicode CLDR (Unicode licence) and from the public-domain
country-codes list, demonyms from the CIA World Factbook (public domain), and memberships, which
are facts. Written are `area_names.csv`, `demonyms.csv` and `regions.csv` in `factcheck/lexicon`.
The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "factcheck" / "lexicon"
ALLOWED = {"CLDR": "Unicode CLDR via babel 2.18.0", "datasets/": "datasets/country-codes (PDDL)"}
REGIONS = {
    "UN M49 Africa": "AFR",
    "UN M49 Asia": "ASIA",
    "UN M49 Europe": "EUR",
    "UN M49 Americas": "AMERICAS",
    "UN M49 Latin America and the Caribbean": "LCN",
    "UN M49 Oceania": "PACIFIC",
    "UN M49 Eastern Asia": "EASIA",
    "UN M49 South-eastern Asia": "SEASIA",
    "UN M49 Southern Asia": "SAS",
    "UN M49 Central Asia": "CASIA",
    "UN M49 Sub-Saharan Africa": "SSF",
    "UN M49 Northern Africa": "NAFR",
    "UN M49 Eastern Europe": "EASTEUR",
    "UN M49 Western Europe": "WESTEUR",
    "UN M49 Northern America": "NAC",
}
SAR = re.compile(r" SAR China$| - .*$")
PLURAL = re.compile(r"^([\w' -]+?)(\(s\))?(?: \((?:singular|plural|colloquial)[^)]*\))?$")


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a vocabulary file."""
    with (LEXICON / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def plain(name: str) -> str:
    """A name without accents and with a straight apostrophe."""
    letters = unicodedata.normalize("NFD", name.replace("’", "'"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def names(rows: list[dict[str, str]]) -> list[tuple[str, str, str, str, str]]:
    """English names of areas: the CLDR one is for display, the others are aliases."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in sorted(rows, key=lambda row: not row["source"].startswith("CLDR")):
        source = next((v for k, v in ALLOWED.items() if row["source"].startswith(k)), None)
        if row["lang"] != "en" or source is None:
            continue
        name = row["alias"].removesuffix(" (the)").removeprefix("the ")
        name = name.replace("’", "'").replace("St. ", "Saint ").replace(" & ", " and ")
        if len(name) < 4 or "," in name:
            continue
        display = source.startswith("Unicode")
        name = SAR.sub("", name) if display else name
        for form in dict.fromkeys((name, plain(name))):
            if form and not re.search(r" - |[*(]", form) and form not in {"Congo", "Reunion"}:
                kind = "display" if display and form == name else "alias"
                found.setdefault((form, row["iso3"]), (kind, source))
    return [
        (name, code, kind, f"Output in {name} rose 5%.", source)
        for (name, code), (kind, source) in sorted(found.items())
    ]


def words(cell: str) -> list[tuple[str, bool]]:
    """The words of a demonym cell, each with whether it takes an s in the plural."""
    cell = re.sub(r" \((?:US nationals|colloquial|masculine|feminine)[^)]*\)", "", cell)
    found = []
    for part in re.split(r"[,;/]| or ", cell):
        match = PLURAL.match(part.strip())
        if match and 3 < len(match[1]) < 30 and match[1][0].isupper():
            found.append((match[1], bool(match[2])))
    return found


def demonyms(rows: list[dict[str, str]]) -> list[tuple[str, str, str, str, str, str]]:
    """Adjectives and people, the plural of a people spelled out."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows:
        if row["iso3"] in {"GBR", "USA", "PRK", "KOR"}:
            continue
        for word, _ in words(row["adjective"]):
            found.setdefault(word, ("demonym", []))[1].append(row["iso3"])
        for word, plural in words(row["noun"]):
            if plural:
                found.setdefault(f"{word}s", ("people", []))[1].append(row["iso3"])
            else:
                found.setdefault(word, ("demonym", []))[1].append(row["iso3"])
    source = "CIA World Factbook 2025 (public domain)"
    frames = {"demonym": "The {} economy grew 5%.", "people": "Some {} now earn 5% more."}
    return [
        (word, codes[0], form, frames[form].format(word), source, ";".join(codes[1:]))
        for word, (form, many) in sorted(found.items())
        if (codes := _one_own(word, many))
    ]


def _one_own(word: str, codes: list[str]) -> list[str]:
    """Codes that a demonym may mean; of a territory and its state only the state."""
    parents = {
        "French": ["FRA"], "Dutch": ["NLD"], "Danish": ["DNK"], "British": ["GBR"],
        "American": ["USA"], "Chinese": ["CHN"], "Swiss": ["CHE"],
    }  # fmt: skip
    unique = list(dict.fromkeys(codes))
    return parents.get(word, unique)


def regions(rows: list[dict[str, str]]) -> list[tuple[str, str, str, str, str]]:
    """Members of the regions and groups that the project has a code for."""
    found = []
    for row in rows:
        if row["group"] in REGIONS:
            start = row["from"] if len(row["from"]) != 4 else f"{row['from']}-01-01"
            found.append((REGIONS[row["group"]], row["iso3"], row["source"], start, row["to"]))
    return sorted(set(found))


def main(folder: Path) -> None:
    """Write the three files."""
    write(
        "area_names",
        ("name", "code", "kind", "example", "source"),
        names(read(folder / "country_aliases.csv")),
    )
    write(
        "demonyms",
        ("word", "code", "form", "example", "source", "others"),
        demonyms(read(folder / "demonyms.csv")),
    )
    write(
        "regions",
        ("group", "area", "source", "from", "to"),
        regions(read(folder / "memberships.csv")),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

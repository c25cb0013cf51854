from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.errors import PackageError
from factcheck.series import open_archive, validate_package
from factcheck.series.packages import read_manifest
from factcheck.series.standard import standard_faults
from factcheck.series.writing import Package

SERIES = "x,Exports,,,CNY,12,A,level,,\nx.yoy,Exports,,,percent,0,A,growth_yoy,x,\n"
VALUES = "x,CHN,2024,43.85,,\nx,CHN,2025,45.47,,\nx.yoy,CHN,2025,3.8,,\n"

Write = Callable[..., Path]

ONE = "x,CHN,2024,1,,\n"
BROKEN = [
    ("x,Exports,,,CNY,12,Y,level,,\n", ONE, ("series.csv", 2, "freq", "enum")),
    ("x,Exports,,,CNY,12,A,grows,,\n", ONE, ("series.csv", 2, "measure", "enum")),
    ("x,Exports,,,CNY,15,A,level,,\n", ONE, ("series.csv", 2, "unit_mult", "enum")),
    ("x,Exports,,,US $,9,A,level,,\n", ONE, ("series.csv", 2, "unit_measure", "unit")),
    ("x,,,,CNY,9,A,level,,\n", ONE, ("series.csv", 2, "indicator", "required")),
    ("x,Exports,,,CNY,9,A,share,whole,\n", ONE, ("series.csv", 2, "of", "foreign_key")),
    ("x,E,,,CNY,9,A,,,\n" * 2, ONE, ("series.csv", 3, "series", "duplicate_key")),
    ("x,E,,,CNY,9,A,,\n", ONE, ("series.csv", 2, None, "width")),
    (SERIES, "x,CHN,2024,1\n", ("observations.csv", 2, None, "width")),
    (SERIES, "x,CHN,2024,n/a,,\n", ("observations.csv", 2, "obs_value", "number")),
    (SERIES, "x,CHN,2024,\"1,200\",,\n", ("observations.csv", 2, "obs_value", "number")),
    (SERIES, "x,CHN,2024-13,1,,\n", ("observations.csv", 2, "time_period", "time_period")),
    (SERIES, "x,CHN,2024-Q1,1,,\n", ("observations.csv", 2, "time_period", "time_period")),
    (SERIES, ONE + ONE, ("observations.csv", 3, "time_period", "duplicate_key")),
    (SERIES, "x,CHN,2023,1,,\ny,CHN,2024,2,,\n", ("observations.csv", 3, "series", "foreign_key")),
    (SERIES, "x,China!,2024,2,,\n", ("observations.csv", 2, "ref_area", "area")),
    (SERIES, "x,CHN,2024,2,maybe,\n", ("observations.csv", 2, "obs_status", "enum")),
]  # fmt: skip


@pytest.mark.parametrize(("series", "values", "where"), BROKEN)
def test_a_broken_row_is_named_by_file_row_column_and_rule(
    write_package: Write, series: str, values: str, where: tuple[str, int, str | None, str]
) -> None:
    folder = write_package(series, values)
    with pytest.raises(PackageError) as caught:
        open_archive([folder])
    error = caught.value
    assert (Path(str(error.file)).name, error.row, error.column, error.rule) == where
    assert str(error) in [str(x) for x in validate_package(folder)]


def test_every_fault_is_collected(write_package: Write) -> None:
    folder = write_package(SERIES, "x,CHN,2024,?,,\nx,CHN,24,1,,\nz,CHN,2024,1,,\n")
    assert sorted(str(x.rule) for x in validate_package(folder)) == [
        "foreign_key",
        "number",
        "time_period",
    ]


def test_a_sound_package_has_no_faults(write_package: Write) -> None:
    assert validate_package(write_package(SERIES, VALUES)) == []


@pytest.mark.parametrize("name", ["datapackage.json", "series.csv", "observations.csv"])
def test_a_missing_file_is_named(write_package: Write, name: str) -> None:
    folder = write_package(SERIES, VALUES)
    (folder / name).unlink()
    faults = validate_package(folder)
    assert [(Path(str(x.file)).name, x.rule) for x in faults] == [(name, "file")]


@pytest.mark.parametrize("name", ["series.csv", "observations.csv"])
def test_a_file_in_another_encoding_is_named(write_package: Write, name: str) -> None:
    folder = write_package(SERIES, VALUES)
    file = folder / name
    file.write_bytes(file.read_bytes().replace(b"CHN", b"\xe9").replace(b"Exports", b"\xe9"))
    assert "encoding" in {x.rule for x in validate_package(folder)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "json"),
        ("[]", "json"),
        ('{"version": "2026"}', "version"),
        ('{"title": "x"}', "source"),
    ],
)
def test_a_broken_description_is_named(write_package: Write, text: str, rule: str) -> None:
    folder = write_package(SERIES, VALUES)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert rule in {x.rule for x in validate_package(folder)}


def test_a_missing_column_is_named(write_package: Write) -> None:
    folder = write_package(SERIES, VALUES)
    file = folder / "observations.csv"
    file.write_text(file.read_text().replace("ref_area", "area"), encoding="utf-8")
    faults = validate_package(folder)
    assert [(x.column, x.rule) for x in faults] == [("ref_area", "column")]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no such folder"):
        open_archive([tmp_path / "nowhere"])


def test_a_folder_without_packages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="holds no data package"):
        open_archive([tmp_path])


def test_the_standard_names_file_row_column_and_rule(tmp_path: Path) -> None:
    pytest.importorskip("frictionless")
    row = {"series": "a", "ref_area": "FRA", "time_period": "2024", "obs_value": "1.5"}
    package = Package(
        key="office/things",
        vintage="2026-01-14",
        title="Things",
        description="",
        sources=[("Office", "https://example.org/")],
        licence=("terms of the office", "https://example.org/terms"),
        retrieved="2026-01-20",
        series=[{"series": "a", "indicator": "A", "unit_measure": "t", "freq": "A"}],
        observations=[row, {**row, "time_period": "2025"}],
    )
    folder = package.write(tmp_path)
    assert standard_faults(folder) == []
    values = folder / "observations.csv"
    text = values.read_text(encoding="utf-8").replace("2025,1.5", "2025,one and a half")
    values.write_text(text, encoding="utf-8")
    (fault,) = standard_faults(folder)
    assert (fault.file, fault.row, fault.column, fault.rule) == (
        str(values), 3, "obs_value", "type-error"
    )  # fmt: skip


def test_licences_are_read_in_words(tmp_path: Path) -> None:
    package = Package(
        key="office/things",
        vintage="2026-01-14",
        title="Things",
        description="",
        sources=[("Office", "https://example.org/")],
        licence=("terms of the office", "https://example.org/terms"),
        retrieved="2026-01-20",
    )
    manifest = read_manifest(package.write(tmp_path), print)
    assert manifest is not None
    assert manifest.licence == "terms of the office"

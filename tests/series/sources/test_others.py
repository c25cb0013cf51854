"""DBnomics, Our World in Data, UN Comtrade, NBS China: what each is known to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import SourceError, UsageError
from factcheck.series import open_archive
from factcheck.series.sources import Client, Wanted, pull, read_source

from .conftest import Replay

CODE = "OFFICE/JOBS/A.EL.PC"


def doc(**more: Any) -> dict[str, Any]:
    return {
        "series_code": "A.EL.PC",
        "series_name": "Jobless rate",
        "@frequency": "annual",
        "dimensions": {"geo": "EL", "unit": "PC"},
        "period": ["2022", "2023", "2026"],
        "value": [12.5, "NA", 9.1],
        **more,
    }


def page(*docs: dict[str, Any], found: int = 1, **dataset: Any) -> dict[str, Any]:
    facts = {"name": "Jobs", "provider_name": "Office", "indexed_at": "2026-05-01T00:00:00Z"}
    return {
        "dataset": {**facts, "dimensions_values_labels": {"unit": {"PC": "Percent"}}, **dataset},
        "series": {"docs": list(docs), "num_found": found, "limit": 1000, "offset": 0},
    }


def test_dbnomics_missing_values_greece_and_what_is_to_come(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    replay.add(f"/series/{CODE}", page(doc()))
    (found,) = read_source(client_of("dbnomics"), Wanted(CODE))
    assert [(v.area, v.period, v.text) for v in found.values] == [("GRC", "2022", "12.5")]
    assert list(found.left_out.values()) == [1], "2026 had not ended on 1 May 2026"
    assert found.vintage == date(2026, 5, 1)


def test_dbnomics_forecasts_of_the_outlook_are_left_out(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    code = "IMF/WEO:2024-10/CHN.NGDP_RPCH.pcent_change"
    dimensions = {"weo-country": "CHN", "unit": "pcent_change"}
    series = doc(dimensions=dimensions, period=["2023", "2024", "2029"], value=[5.2, 4.8, 3.3])
    replay.add(f"/series/{code}", page(series))
    (found,) = read_source(client_of("dbnomics"), Wanted(code, unit="percent"))
    assert [v.period for v in found.values] == ["2023"]
    assert found.vintage == date(2024, 10, 1)


def test_dbnomics_pages(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add(f"/series/{CODE}", page(doc(), found=2))
    replay.add(f"/series/{CODE}", page(doc(series_code="B", dimensions={"geo": "DE", "unit": "PC"}),
                                       found=2))  # fmt: skip
    (found,) = read_source(client_of("dbnomics"), Wanted(CODE))
    assert [v.area for v in found.values] == ["GRC", "DEU"]
    assert [a[1]["offset"] for a in replay.asked] == ["0", "1"]


def test_dbnomics_errors_arrive_as_success(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    replay.add(f"/series/{CODE}", {"errors": [{"message": "Series not found"}]})
    with pytest.raises(SourceError, match="Series not found"):
        read_source(client_of("dbnomics"), Wanted(CODE))


def test_dbnomics_real_reply(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    said = json.loads(real("dbnomics/series_sample20.json"))
    docs = said["series"]["docs"]
    said["series"]["num_found"] = len(docs)
    code = "CEPII/CHELEM-TRADE-CHEL/all"
    replay.add(f"/series/{code}", said)
    wanted = Wanted(code, ("WLD",), unit="USD", unit_mult=6)
    (found,) = read_source(client_of("dbnomics"), wanted)
    assert found.vintage == date(2023, 6, 8)
    assert len(found.series) <= len(docs)


METADATA = {
    "chart": {"title": "Widgets", "citation": "Office of Examples (2026)"},
    "columns": {
        "Widgets made": {
            "titleShort": "Widget production", "unit": "tonnes", "shortName": "widgets",
            "lastUpdated": "2026-02-25",
        }
    },
}  # fmt: skip
CHART = (
    "Entity,Code,Year,Widgets made\nChina,CHN,2024,5.25\nWorld,OWID_WRL,2024,9\n"
    "Upper Nowhere,,2024,1\nChina,CHN,2030,7\nFrance,FRA,2024,\n"
)


def test_owid_groups_gaps_and_projections(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add("/widgets.csv", CHART)
    replay.add("/widgets.metadata.json", METADATA)
    (folder,) = pull(client_of("owid"), Wanted("widgets"), tmp_path)
    assert folder == tmp_path / "owid/widgets/2026-02-25"
    archive = open_archive([tmp_path])
    assert archive.areas("owid/widgets#widgets") == {"CHN", "WLD"}
    found = archive.observation("owid/widgets#widgets", "CHN", "2024")
    assert found is not None
    assert archive.cell(found).source_url == "https://ourworldindata.org/grapher/widgets"
    said = (folder / "datapackage.json").read_text(encoding="utf-8")
    assert "1 values left out: projections" in said


def test_owid_real_replies(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    table = real("owid/life-expectancy.head.csv").decode()
    facts = json.loads(real("owid/wheat-production.metadata.json"))
    (column,) = facts["columns"].values()
    facts["columns"] = {table.splitlines()[0].split(",")[3]: column}
    replay.add("/mixed.csv", table)
    replay.add("/mixed.metadata.json", facts)
    (found,) = read_source(client_of("owid"), Wanted("mixed"))
    assert [(v.area, v.period, v.text) for v in found.values] == [
        ("AFG", "1950", "27.7275"),
        ("AFG", "1951", "27.9634"),
    ]
    assert found.series[0]["unit_measure"] == "t"


def trade(flow: str, partner: int, value: float | None, **more: Any) -> dict[str, Any]:
    return {
        "reporterCode": 842, "partnerCode": partner, "flowCode": flow, "period": "2024",
        "cmdCode": "TOTAL", "cmdDesc": "All Commodities", "motCode": 0, "customsCode": "C00",
        "partner2Code": 0, "mosCode": "0", "primaryValue": value, **more,
    }  # fmt: skip


def area(number: int, iso: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "reporterCodeIsoAlpha3": iso, "PartnerCodeIsoAlpha3": iso, **more}


AREAS = [
    area(842, "USA"), area(251, "FRA"), area(280, "DEU", entryExpiredDate="1990-12-31"),
    area(276, "DEU"), area(490, "S19", isGroup=True),
]  # fmt: skip
PREVIEW = "/public/v1/preview/C/A/HS"
LISTS = "/files/v1/app/reference"
USA = Wanted("USA/TOTAL", ("FRA",), since="2024", until="2024")


def offer(replay: Replay, *rows: dict[str, Any]) -> None:
    replay.add(f"{LISTS}/Reporters.json", {"results": AREAS})
    replay.add(f"{LISTS}/partnerAreas.json", {"results": AREAS})
    replay.add(PREVIEW, {"count": len(rows), "data": list(rows), "error": ""})


def test_comtrade_codes_are_its_own(client_of: Callable[..., Client], replay: Replay) -> None:
    offer(replay, trade("X", 251, 5.0), trade("X", 490, 6.0))
    (found,) = read_source(client_of("comtrade"), USA)
    asked = replay.asked[-1][1]
    assert (asked["reporterCode"], asked["partnerCode"]) == ("842", "251"), "not ISO 840 and 250"
    assert [(v.area, v.series) for v in found.values] == [("USA", "X.TOTAL.FRA")]
    assert found.series[0]["counterpart"] == "FRA"


def test_comtrade_totals_are_not_doubled(client_of: Callable[..., Client], replay: Replay) -> None:
    offer(
        replay,
        trade("M", 251, 10.0),
        trade("M", 251, 7.0, motCode=2100),
        trade("M", 251, 3.0, motCode=1000),
        trade("M", 251, 10.0, customsCode="C04"),
        trade("M", 251, 10.0, partner2Code=276),
    )
    (found,) = read_source(client_of("comtrade"), USA)
    assert [v.text for v in found.values] == ["10.0"]
    assert found.left_out == {"parts of a total that is held": 4}
    asked = replay.asked[-1][1]
    assert {asked[k] for k in ("motCode", "partner2Code")} == {"0"}


def test_comtrade_a_cut_answer_is_refused(client_of: Callable[..., Client], replay: Replay) -> None:
    offer(replay, *(trade("X", 251, float(n), cmdCode=str(n)) for n in range(500)))
    with pytest.raises(SourceError, match="cut off at 500 rows"):
        read_source(client_of("comtrade"), USA)


def test_comtrade_years_are_asked_for(client_of: Callable[..., Client]) -> None:
    with pytest.raises(UsageError, match="--since YEAR"):
        read_source(client_of("comtrade"), Wanted("USA/TOTAL"))


def test_comtrade_real_replies(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    reporters = real("comtrade/Reporters_json_reference.json")
    replay.add(f"{LISTS}/Reporters.json", reporters)
    replay.add(f"{LISTS}/partnerAreas.json", reporters)
    replay.add(PREVIEW, real("comtrade/HS_5e2730_A.json"))
    wanted = Wanted("CHN/TOTAL", ("ARG", "DEU"), since="2010", until="2010")
    (found,) = read_source(client_of("comtrade"), wanted)
    assert {(v.series, v.text) for v in found.values} == {
        ("M.TOTAL.ARG", "6804128143.0"),
        ("X.TOTAL.ARG", "6115764185.0"),
        ("M.TOTAL.DEU", "74251272075.0"),
        ("X.TOTAL.DEU", "68047133397.0"),
    }
    assert replay.asked[-1][1]["partnerCode"] == "32,276"


def test_comtrade_an_empty_real_reply_is_no_table(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes], tmp_path: Path
) -> None:
    offer(replay)
    replay.answers[PREVIEW] = [(200, {}, real("comtrade/EB_b31ccb_A.json"))]
    with pytest.raises(SourceError, match="no values for USA/TOTAL"):
        pull(client_of("comtrade"), USA, tmp_path)


def nbs(*nodes: tuple[str, Any, str, bool], unit: str = "亿元") -> dict[str, Any]:
    listed = [
        {
            "data": {"data": number, "strdata": printed, "hasdata": has},
            "wds": [{"wdcode": "zb", "valuecode": "A01"}, {"wdcode": "sj", "valuecode": period}],
        }
        for period, number, printed, has in nodes
    ]
    name = {"code": "A01", "cname": "工业产值", "name": "工业产值", "unit": unit, "memo": ""}
    axes = [{"wdcode": "zb", "nodes": [name]}, {"wdcode": "sj", "nodes": []}]
    return {"returncode": 200, "returndata": {"datanodes": listed, "wdnodes": axes}}


OUTPUT = Wanted("hgyd/A01", indicator="Output of industry", unit="CNY", unit_mult=8)


def test_nbs_what_is_printed_counts(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add("/easyquery.htm", nbs(("202608", 102.8434701, "102.8", True),
                                     ("202609", 0, "", False)))  # fmt: skip
    pull(client_of("nbs"), OUTPUT, tmp_path)
    history = open_archive([tmp_path]).history("nbs/hgyd_a01#A01", "CHN")
    assert [(o.time_period, str(o.value), o.comment) for o in history] == [
        ("2026-08", "10280000000", "in full 102.8434701")
    ]


@pytest.mark.parametrize(
    ("code", "period"), [("2026B", "2026-Q2"), ("202607", "2026-07"), ("2025", "2025")]
)
def test_nbs_periods(
    client_of: Callable[..., Client], replay: Replay, code: str, period: str
) -> None:
    replay.add("/easyquery.htm", nbs((code, 5, "5", True)))
    (found,) = read_source(client_of("nbs"), OUTPUT)
    assert [v.period for v in found.values] == [period]


def test_nbs_chinese_names_are_not_guessed(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    replay.add("/easyquery.htm", nbs(("202608", 5, "5", True)))
    with pytest.raises(UsageError, match="--indicator"):
        read_source(client_of("nbs"), Wanted("hgyd/A01", unit="CNY"))


def test_nbs_real_reply(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    replay.add("/easyquery.htm", real("nbs_china/LAST_13_MONTH_CPI_Y2Y.json"))
    wanted = Wanted("hgyd/A010101", indicator="Consumer price index, same month of last year = 100",
                    unit="index_point", measure="index")  # fmt: skip
    (found,) = read_source(client_of("nbs"), wanted)
    total = {v.period: v for v in found.values if v.series == "A01010101"}
    assert total["2019-08"].text == "102.8"
    assert total["2019-08"].comment == "in full 102.8434701"
    assert "2019-09" not in total, "not out yet"

"""SDMX in its forms, and what each service makes of it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from factcheck.errors import SourceError, UsageError
from factcheck.series import open_archive
from factcheck.series.sources import Client, Reply, Wanted, pull, read_source
from factcheck.series.sources.sdmx import read_message

from .conftest import Replay

EUROSTAT = (
    "DATAFLOW,LAST UPDATE,freq,unit,na_item,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    "ESTAT:JOBS(1.0),22/10/26 11:00:00,A,PC_ACT,RATE,EL,2024,10.1,p\n"
    "ESTAT:JOBS(1.0),22/10/26 11:00:00,A,PC_ACT,RATE,EL,2025,9.5,f\n"
    "ESTAT:JOBS(1.0),22/10/26 11:00:00,A,PC_ACT,RATE,DE,2024,3.4,bp\n"
    "ESTAT:JOBS(1.0),22/10/26 11:00:00,A,PC_ACT,RATE,DE,2023,:,c\n"
    "ESTAT:JOBS(1.0),22/10/26 11:00:00,A,PC_ACT,RATE,XX9,2024,3.4,\n"
)
JOBS = Wanted("jobs", indicator="Unemployment rate")


def reply(content: str | bytes) -> Reply:
    data = content.encode() if isinstance(content, str) else content
    return Reply("https://example.org/data", data, date(2026, 11, 24))


def test_eurostat_greece_flags_and_forecasts(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add("/data/jobs", EUROSTAT)
    (folder,) = pull(client_of("eurostat"), JOBS, tmp_path)
    assert folder.name == "2026-10-22"
    archive = open_archive([tmp_path])
    key = "eurostat/jobs#A.PC_ACT.RATE"
    assert archive.areas(key) == {"GRC", "DEU"}
    greece = archive.observation(key, "GRC", "2024")
    assert greece is not None
    assert (greece.value, greece.status) == (Decimal("10.1"), "P")
    assert archive.observation(key, "GRC", "2025") is None, "a forecast"
    germany = archive.history(key, "DEU")
    assert [(o.time_period, o.status) for o in germany] == [("2024", "BP")]


OECD = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,"
    "Frequency of observation,MEASURE,Measure,UNIT_MEASURE,Unit of measure,ADJUSTMENT,Adjustment,"
    "TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,"
    "UNIT_MULT,Unit multiplier\n"
    "DATAFLOW,OECD:JOBS(1.0),Jobs by month,I,FRA,France,M,Monthly,EMP,Employed people,PS,Persons,"
    "Y,Seasonally adjusted,2026-08,,28750,,A,Normal value,3,Thousands\n"
)


def test_oecd_labels_name_the_series(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add("/data/OECD,JOBS,1.0/FRA", OECD)
    pull(client_of("oecd"), Wanted("OECD,JOBS,1.0/FRA", key="oecd/jobs"), tmp_path)
    archive = open_archive([tmp_path])
    (series,) = archive.series()
    assert (series.indicator, series.unit_measure, series.adjustment) == (
        "Employed people", "count", "sa"
    )  # fmt: skip
    found = archive.observation(series.key, "FRA", "2026-08")
    assert found is not None
    assert found.value == 28_750_000


ECB = (
    "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,"
    "DECIMALS,TITLE,UNIT,UNIT_MULT\n"
    "EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2026-09,1.1732,A,4,US dollar/Euro,USD,0\n"
    "EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2026-10,NaN,A,4,US dollar/Euro,USD,0\n"
)


def test_ecb_rates_are_one_money_against_another(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    replay.add("/data/EXR/M.USD.EUR.SP00.A", ECB)
    (found,) = read_source(client_of("ecb"), Wanted("EXR/M.USD.EUR.SP00.A", ("EMU",)))
    assert [(v.area, v.period, v.text) for v in found.values] == [("EMU", "2026-09", "1.1732")]
    assert found.series[0]["unit_measure"] == "USD/EUR"
    assert found.series[0]["indicator"] == "US dollar/Euro"


SPACES = (
    'xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
    'xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" '
    'xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"'
)
IMF = f"""<m:StructureSpecificData {SPACES}><m:DataSet UPDATE_DATE="2026-10-14T13:00:00Z">
<Series COUNTRY="SVK" INDICATOR="OUT" FREQUENCY="A" SCALE="9" UNIT="EUR" DECIMALS_DISPLAYED="3">
<Obs TIME_PERIOD="2024" OBS_VALUE="94669000000"/><Obs TIME_PERIOD="2026" OBS_VALUE="99000000000"/>
<Obs TIME_PERIOD="2031" OBS_VALUE="120000000000"/></Series></m:DataSet></m:StructureSpecificData>"""


def test_imf_forecasts_are_left_out_and_scale_is_not_a_multiplier(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    replay.add("/data/OUTLOOK/SVK.OUT.A", IMF)
    (found,) = read_source(client_of("imf"), Wanted("OUTLOOK/SVK.OUT.A", indicator="Output"))
    assert [(v.area, v.period, v.text) for v in found.values] == [("SVK", "2024", "94669000000")]
    assert found.series[0]["unit_mult"] == "0"
    assert sum(found.left_out.values()) == 2
    assert replay.asked[0][2]["Accept"].startswith("application/vnd.sdmx.structurespecificdata")


BIS = f"""<m:GenericData {SPACES}><m:DataSet><g:Series><g:SeriesKey><g:Value id="FREQ" value="M"/>
<g:Value id="REF_AREA" value="XM"/></g:SeriesKey><g:Attributes>
<g:Value id="UNIT_MEASURE" value="368"/><g:Value id="TITLE" value="Central bank policy rate"/>
</g:Attributes><g:Obs><g:ObsDimension value="2026-M09"/><g:ObsValue value="2"/><g:Attributes>
<g:Value id="OBS_STATUS" value="A"/></g:Attributes></g:Obs></g:Series></m:DataSet>
</m:GenericData>"""


def test_bis_generic_data(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add("/data/WS_CBPOL/M.XM", BIS)
    (found,) = read_source(client_of("bis"), Wanted("WS_CBPOL/M.XM"))
    assert [(v.area, v.period, v.text, v.status) for v in found.values] == [
        ("EMU", "2026-09", "2", "A")
    ]
    assert found.series[0]["unit_measure"] == "percent"


def test_an_answer_that_comes_later_is_an_error() -> None:
    text = f"""<m:GenericData {SPACES}><Footer><Message code="413"><Text>Too large, see later
    </Text></Message></Footer></m:GenericData>"""
    with pytest.raises(SourceError, match="Too large, see later"):
        read_message(reply(text))


@pytest.mark.parametrize("text", ["no table", "<broken", "{}", '{"errors": [{"code": 404}]}'])
def test_what_is_no_data_says_so(text: str) -> None:
    with pytest.raises(SourceError, match=r"https://example\.org/data"):
        read_message(reply(text))


def test_entities_of_a_message_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", encoding="utf-8")
    text = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><m:GenericData {SPACES}>'
        "<Footer><Text>&e;</Text></Footer></m:GenericData>"
    )
    with pytest.raises(SourceError) as raised:
        read_message(reply(text))
    assert "hidden" not in str(raised.value)


STAT = {
    "version": "2.0", "class": "dataset", "label": "Debt", "updated": "2026-07-21T11:00:00+0200",
    "id": ["freq", "unit", "geo", "time"], "size": [1, 1, 2, 2],
    "value": {"0": 54.2, "3": 115.4}, "status": {"3": "p"},
    "dimension": {
        "freq": {"category": {"index": {"Q": 0}, "label": {"Q": "Quarterly"}}},
        "unit": {"category": {"index": {"PC_GDP": 0}, "label": {"PC_GDP": "Percent of GDP"}}},
        "geo": {"category": {"index": {"EL": 0, "FR": 1}, "label": {"EL": "Greece"}}},
        "time": {"category": {"index": {"2025-Q4": 0, "2026-Q1": 1}, "label": {}}},
    },
}  # fmt: skip


def test_json_stat_places_and_status(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add("/data/debt", STAT)
    (found,) = read_source(client_of("eurostat"), Wanted("debt", indicator="Government debt"))
    assert [(v.area, v.period, v.text, v.status) for v in found.values] == [
        ("GRC", "2025-Q4", "54.2", ""),
        ("FRA", "2026-Q1", "115.4", "P"),
    ]
    assert (found.title, found.vintage) == ("Debt", date(2026, 7, 21))


def test_a_series_without_words_is_asked_for(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    replay.add("/data/jobs", EUROSTAT)
    with pytest.raises(UsageError, match="--indicator"):
        read_source(client_of("eurostat"), Wanted("jobs"))


REAL = (
    ("sdmx/ECB_EXR/1/M.USD.EUR.SP00.A.xml", None, ("FREQ", "M")),
    ("sdmx/ECB_EXR/ng-ts.xml", None, ("CURRENCY", "CHF")),
    ("sdmx/ECB_EXR/ng-ts-gf.xml", None, ("CURRENCY", "CHF")),
    ("sdmx/ECB_EXR/ng-flat.xml", None, ("CURRENCY", "CHF")),
    ("sdmx/ECB_EXR/ng-ts-ss.xml", None, ("CURRENCY", "CHF")),
    ("sdmx/ECB_EXR/ng-flat-ss.xml", None, ("CURRENCY", "CHF")),
    ("sdmx/ECB_EXR/flat.json", None, ("CURRENCY", "NZD")),
    ("sdmx/ECB_EXR/ts.json", None, ("CURRENCY", "NZD")),
    ("sdmx/ESTAT/NAMA_10_GDP-ss.xml", 4, ("unit", "CP_MEUR")),
    ("sdmx/IMF_RES/WEO-data.xml", None, ("COUNTRY", "SVK")),
    ("sdmx/INSEE/CNA-2010-CONSO-SI-A17.xml", None, ("FREQ", "A")),
    ("oecd_jsonstat/oecd1.json", 60, ("LOCATION", "AUS")),
)


@pytest.mark.parametrize(("name", "count", "first"), REAL)
def test_real_messages(
    real: Callable[[str], bytes], name: str, count: int | None, first: tuple[str, str]
) -> None:
    points = read_message(reply(real(name))).points
    assert points[0].value_of(first[0]) == first[1]
    assert count is None or len(points) == count
    assert all(p.period[:4].isdigit() for p in points)
    assert all(Decimal(p.value) > -(10**15) for p in points if p.value not in ("", "NaN"))


def test_forms_of_one_real_message_say_the_same(real: Callable[[str], bytes]) -> None:
    names = ("ng-ts", "ng-ts-gf", "ng-flat", "ng-ts-ss", "ng-flat-ss", "ng-ts-gf-ss")
    read = [
        {
            (p.value_of("CURRENCY"), p.period, p.value)
            for p in read_message(reply(real(f"sdmx/ECB_EXR/{name}.xml"))).points
        }
        for name in names
    ]
    assert all(one == read[0] for one in read)


def test_a_real_footer_is_an_error(real: Callable[[str], bytes]) -> None:
    with pytest.raises(SourceError, match="Due to the large query"):
        read_message(reply(real("sdmx/ESTAT/footer.xml")))


def test_real_eurostat_table(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    replay.add("/data/nama_10_gdp/A.CP_MEUR.B1GQ.LU", real("sdmx/ESTAT/NAMA_10_GDP-ss.xml"))
    wanted = Wanted("nama_10_gdp/A.CP_MEUR.B1GQ.LU", indicator="GDP")
    (found,) = read_source(client_of("eurostat"), wanted)
    assert next((v.area, v.period, v.text) for v in found.values) == ("LUX", "2012", "46526.2")
    series = found.series[0]
    assert (series["unit_measure"], series["unit_mult"], series["price_basis"]) == (
        "EUR", "6", "current"
    )  # fmt: skip


def test_real_outlook_of_the_imf(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    replay.add("/data/WEO/SVK.NGDP_R.A", real("sdmx/IMF_RES/WEO-data.xml"))
    wanted = Wanted("WEO/SVK.NGDP_R.A", indicator="Real GDP", unit="EUR")
    (found,) = read_source(client_of("imf"), wanted)
    assert [(v.area, v.period, v.text) for v in found.values] == [("SVK", "2018", "94669000000")]
    assert found.vintage == date(2025, 11, 19)


def test_a_real_message_of_structures_is_no_data(real: Callable[[str], bytes]) -> None:
    said = json.loads(real("sdmx/recorded/2556f1775294929a.json"))
    with pytest.raises(SourceError, match="no data"):
        read_message(reply(base64.b64decode(said["_content"])))

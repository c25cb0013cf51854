"""SDMX services (Eurostat, OECD, ECB, IMF, BIS), read whatever form they answer in.

Known of them: Eurostat writes EL for Greece and marks values with letters (p provisional, e
estimated, f forecast, c confidential); the IMF's outlook mixes forecasts with history, and its
`SCALE` is how a value is shown, not a power of ten that is missing; what had not ended when the
version came out is left out.

Source: SDMX 2.1 REST, https://github.com/sdmx-twg/sdmx-rest
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factcheck.errors import SourceError, UsageError
from factcheck.lexicon.loader import load_rows
from factcheck.series.periods import bounds, freq_of
from factcheck.series.sources.client import Client, Reply
from factcheck.series.sources.dimensions import role_of
from factcheck.series.sources.sdmx_csv import read_sdmx_csv
from factcheck.series.sources.sdmx_json import read_sdmx_json
from factcheck.series.sources.sdmx_message import Message, Point
from factcheck.series.sources.sdmx_xml import read_sdmx_xml
from factcheck.series.sources.services import Measured, area_of
from factcheck.series.sources.wanted import Pulled, Value, Wanted, series_row, stated

__all__ = ["read_message", "read_sdmx"]


def read_sdmx(client: Client, wanted: Wanted) -> list[Pulled]:
    """A dataflow by `FLOW/KEY`, as the service writes both.

    Raises:
        SourceError: the service refuses, or its answer cannot be read.
        UsageError: unit, area or name of a series cannot be told.
    """
    span = {"startPeriod": wanted.since, "endPeriod": wanted.until}
    reply = client.get(f"data/{wanted.code}", {k: v for k, v in span.items() if v})
    message = read_message(reply)
    pulled = Pulled(
        title=message.title or wanted.indicator or wanted.code,
        address=reply.url,
        vintage=message.updated or reply.retrieved,
        replies=[reply],
        description=f"SDMX dataflow {wanted.code.partition('/')[0]} of {client.service.title}.",
    )
    for point in message.points:
        _take(point, pulled, wanted, client.service.area_codes)
    return [pulled]


def read_message(reply: Reply) -> Message:
    """An answer in SDMX-ML, SDMX-JSON, JSON-stat or SDMX-CSV.

    Raises:
        SourceError: it is none of them.
    """
    start = reply.content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start == b"<":
        return read_sdmx_xml(reply)
    if start in (b"{", b"["):
        return read_sdmx_json(reply)
    return read_sdmx_csv(reply)


@cache
def _meanings() -> dict[tuple[str, str], str]:
    rows = load_rows("service_codes", ("role", "code", "meaning", "example", "source"))
    return {(row["role"], row["code"]): row["meaning"] for row in rows}


def _by_role(point: Point) -> dict[str, str]:
    """Name of the dimension or attribute that first fills each role."""
    found: dict[str, str] = {}
    for name in (*point.dimensions, *point.attributes):
        role = role_of(name)
        if role and role not in found:
            found[role] = name
    return found


def _take(point: Point, pulled: Pulled, wanted: Wanted, codes: str) -> None:
    roles = _by_role(point)
    period = _period(point.period)
    status = point.value_of(roles.get("status", ""))[:2].upper()
    flag = next((m for x in status if (m := _meanings().get(("status", x)))), "")
    if not point.value or flag == "missing" or ("value", point.value) in _meanings():
        return
    if flag == "forecast" or bounds(period)[1] > pulled.vintage:
        pulled.leave_out("forecasts, or of periods that had not ended when this version came out")
        return
    area = _area(point, roles, wanted, codes)
    if area is None:
        pulled.leave_out("of areas that the archive has no code for")
        return
    if wanted.areas and area not in wanted.areas:
        return
    name = _name(point, roles)
    if all(row["series"] != name for row in pulled.series):
        pulled.series.append(_series(name, point, roles, period, wanted))
    pulled.values.append(Value(name, area, period, point.value, status))


def _period(text: str) -> str:
    """A period in our form; `2020-M01` is 2020-01."""
    label = text.replace("-M", "-")
    if freq_of(label) is None:
        raise SourceError(f"{text!r} is a period that the archive does not keep")
    return label


def _area(point: Point, roles: Mapping[str, str], wanted: Wanted, codes: str) -> str | None:
    name = roles.get("area")
    if name is None:
        if len(wanted.areas) != 1:
            raise UsageError(f"{wanted.code} does not say its area; --areas CODE")
        return wanted.areas[0]
    return area_of(point.value_of(name), codes, point.label_of(name))


def _name(point: Point, roles: Mapping[str, str]) -> str:
    apart = {roles.get("area")}
    kept = [code for name, code in point.dimensions.items() if name not in apart and code]
    return ".".join(kept) or "all"


def _series(
    name: str, point: Point, roles: Mapping[str, str], period: str, wanted: Wanted
) -> dict[str, str]:
    indicator = point.value_of(roles.get("title", "")) or _labels(point)
    if not (wanted.indicator or indicator):
        raise UsageError(f"{name} is not named in words; --indicator says what is measured")
    adjustment = _meanings().get(("adjustment", point.value_of(roles.get("adjustment", ""))), "")
    counterpart = point.value_of(roles.get("counterpart", ""))
    more = {"adjustment": adjustment, "counterpart": area_of(counterpart) or ""}
    unit = _unit(point, roles, wanted)
    return series_row(name, indicator, freq_of(period) or "A", unit, wanted, aliases=name, **more)


def _labels(point: Point) -> str:
    """The labels of what divides the series, without those of area, frequency and unit."""
    names = (n for n in point.dimensions if role_of(n) is None)
    return ", ".join(label for n in names if (label := point.label_of(n)))


def _unit(point: Point, roles: Mapping[str, str], wanted: Wanted) -> Measured:
    if wanted.unit:
        return stated("", wanted)
    name = roles.get("unit", "")
    code = point.value_of(name)
    against = point.value_of("CURRENCY_DENOM")
    if against:
        return Measured(f"{code}/{against}")
    try:
        unit = stated(code, wanted)
    except UsageError:
        unit = stated(point.label_of(name) or code, wanted)
    mult = point.value_of(roles.get("multiplier", "")) or "0"
    power = int(mult) if mult.lstrip("-").isdigit() else 0
    return Measured(unit.unit, unit.mult + power, unit.measure, unit.price_basis)

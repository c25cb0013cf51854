"""UN Comtrade, public preview: goods trade of one reporter.

Known of it: codes of reporters and partners are its own (842 is the United States, 251 France, 490
other Asia), told by its lists; totals come beside their parts by mode of transport, customs
procedure and second partner, so that a sum would count them twice; a preview ends at 500 rows
without saying so.

Source: https://uncomtrade.org/docs/un-comtrade-api/
"""

from __future__ import annotations

from typing import Any

from factcheck.errors import SourceError, UsageError
from factcheck.lexicon.loader import load_rows
from factcheck.series.sources.client import Client, Reply
from factcheck.series.sources.services import Measured, area_of
from factcheck.series.sources.wanted import Pulled, Value, Wanted, series_row

__all__ = ["read_comtrade"]

MOST_ROWS = 500
_WHOLE = {"motCode": "0", "customsCode": "C00", "partner2Code": "0", "mosCode": "0"}


def read_comtrade(client: Client, wanted: Wanted) -> list[Pulled]:
    """Yearly trade by `REPORTER/PRODUCT` (`156/TOTAL`, `CHN/8703`), with the partners in `areas`.

    Without areas, the trade with the world.

    Raises:
        SourceError: the service refuses, its answer is of another shape, or was cut off.
        UsageError: no years are given, or a code is not known.
    """
    reporter, slash, product = wanted.code.partition("/")
    if not slash:
        raise UsageError(f"{wanted.code!r} is no REPORTER/PRODUCT (like 156/TOTAL)")
    if not (wanted.since and wanted.until):
        raise UsageError("Comtrade is asked by year; --since YEAR --until YEAR")
    areas, replies = _areas(client)
    numbers = {iso: number for number, iso in areas.items()}
    pulled: Pulled | None = None
    for year in range(int(wanted.since), int(wanted.until) + 1):
        asked = {
            "reporterCode": _number(reporter, numbers),
            "period": str(year),
            "partnerCode": ",".join(_number(x, numbers) for x in wanted.areas) or "0",
            "cmdCode": product,
            "flowCode": "X,M",
            **{k: v for k, v in _WHOLE.items() if k != "mosCode"},
        }
        reply = client.get("public/v1/preview/C/A/HS", asked)
        pulled = pulled or _begin(wanted, reply, replies)
        pulled.replies = [*pulled.replies, reply]
        for row in _rows(reply):
            _take(row, areas, pulled, wanted)
    if pulled is None:
        raise UsageError(f"--since {wanted.since} is after --until {wanted.until}")
    return [pulled]


def _begin(wanted: Wanted, reply: Reply, replies: list[Reply]) -> Pulled:
    reporter, _, product = wanted.code.partition("/")
    return Pulled(
        title=f"Goods trade of {reporter}, {product}",
        address="https://comtradeplus.un.org/TradeFlow",
        vintage=reply.retrieved,
        replies=replies,
        description="Annual trade in goods as reported (HS), imports at CIF, exports at FOB.",
    )


def _areas(client: Client) -> tuple[dict[str, str], list[Reply]]:
    """Our code of each of the service's numbers, by its own lists."""
    found: dict[str, str] = {"0": "WLD"}
    replies = []
    for name, code in (("Reporters", "reporterCode"), ("partnerAreas", "PartnerCode")):
        reply = client.get(f"files/v1/app/reference/{name}.json")
        replies.append(reply)
        for row in reply.json().get("results", []):
            iso = row.get(f"{code}IsoAlpha3")
            area = area_of(str(iso)) if iso else None
            ended = row.get("entryExpiredDate")
            if area and not ended and not row.get("isGroup"):
                found.setdefault(str(row.get("id", row.get(code))), area)
    return found, replies


def _number(code: str, numbers: dict[str, str]) -> str:
    if code.isdigit():
        return code
    if code not in numbers:
        raise UsageError(f"Comtrade has no reporter or partner {code!r}")
    return numbers[code]


def _rows(reply: Reply) -> list[dict[str, Any]]:
    said = reply.json()
    rows = said.get("data")
    if rows is None:
        raise SourceError(f"{reply.url}: {said.get('error') or said.get('message') or 'no data'}")
    if len(rows) >= MOST_ROWS:
        raise SourceError(f"{reply.url}: cut off at {MOST_ROWS} rows; ask for fewer areas or years")
    found: list[dict[str, Any]] = rows
    return found


def _take(row: dict[str, Any], areas: dict[str, str], pulled: Pulled, wanted: Wanted) -> None:
    if any(str(row.get(name, whole)) != whole for name, whole in _WHOLE.items()):
        pulled.leave_out("parts of a total that is held")
        return
    flows = {
        r["code"]: r for r in load_rows("trade_flows", ("code", "indicator", "example", "source"))
    }
    flow, value = flows.get(str(row["flowCode"])), row.get("primaryValue")
    reporter, partner = areas.get(str(row["reporterCode"])), areas.get(str(row["partnerCode"]))
    if flow is None or value is None or reporter is None or partner is None:
        pulled.leave_out("of areas or flows that the archive has no code for")
        return
    product = str(row["cmdCode"])
    name = f"{flow['code']}.{product}.{partner}"
    if all(s["series"] != name for s in pulled.series):
        more = {
            "counterpart": "" if partner == "WLD" else partner,
            "product": "" if product == "TOTAL" else str(row.get("cmdDesc") or product),
            "price_basis": "current",
        }
        unit = Measured("USD")
        pulled.series.append(series_row(name, flow["indicator"], "A", unit, wanted, **more))
    pulled.values.append(Value(name, reporter, str(row["period"]), str(value)))

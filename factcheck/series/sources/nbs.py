"""National Bureau of Statistics of China, the query of its data site.

Known of it: the number in an answer has more digits than the bureau prints (102.8434701 beside
"102.8"), so that what is printed counts and the number is kept as a comment; a value that is not
out yet is 0 with `hasdata` false; an index of prices takes the same month of the year before as
100; names are Chinese, and units often empty.

Source: https://data.stats.gov.cn/easyquery.htm
"""

from __future__ import annotations

import json
import re
from typing import Any

from factcheck.errors import SourceError, UsageError
from factcheck.series.periods import freq_of
from factcheck.series.sources.client import Client, Reply
from factcheck.series.sources.wanted import Pulled, Value, Wanted, series_row, stated

__all__ = ["read_nbs"]

_QUARTERS = {"A": "Q1", "B": "Q2", "C": "Q3", "D": "Q4"}


def read_nbs(client: Client, wanted: Wanted) -> list[Pulled]:
    """Indicators of a group, by `DATABASE/CODE` (`hgyd/A01010101`; hgyd months, hgjd quarters).

    Raises:
        SourceError: the service refuses, or its answer is of another shape.
        UsageError: unit or English name is not known, or the code is no such one.
    """
    database, slash, code = wanted.code.partition("/")
    if not slash:
        raise UsageError(f"{wanted.code!r} is no DATABASE/CODE (like hgyd/A01010101)")
    span = f"{wanted.since or '1949'}-{wanted.until}" if wanted.since or wanted.until else "LAST36"
    chosen = [{"wdcode": "zb", "valuecode": code}, {"wdcode": "sj", "valuecode": span}]
    asked = {
        "m": "QueryData",
        "dbcode": database,
        "rowcode": "zb",
        "colcode": "sj",
        "wds": "[]",
        "dfwds": json.dumps(chosen, separators=(",", ":")),
    }
    reply = client.get("easyquery.htm", asked)
    return [_pulled(reply, wanted)]


def _pulled(reply: Reply, wanted: Wanted) -> Pulled:
    said = reply.json()
    if str(said.get("returncode")) != "200" or not isinstance(said.get("returndata"), dict):
        raise SourceError(f"{reply.url}: {said.get('returndata') or said.get('returncode')}")
    data = said["returndata"]
    names = _nodes(data, "zb")
    pulled = Pulled(
        title="，".join(str(n["cname"] or n["name"]) for n in list(names.values())[:3]),
        address="https://data.stats.gov.cn/easyquery.htm",
        vintage=reply.retrieved,
        replies=[reply],
        description="As printed by the National Bureau of Statistics.",
    )
    for node in data["datanodes"]:
        _take(node, names, pulled, wanted)
    return pulled


def _nodes(data: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {
        str(node["code"]): node
        for axis in data["wdnodes"]
        if axis["wdcode"] == kind
        for node in axis["nodes"]
    }


def _take(
    node: dict[str, Any], names: dict[str, dict[str, Any]], pulled: Pulled, wanted: Wanted
) -> None:
    if not node["data"]["hasdata"]:
        return
    where = {str(w["wdcode"]): str(w["valuecode"]) for w in node["wds"]}
    code, period = where["zb"], _period(where["sj"])
    if all(s["series"] != code for s in pulled.series):
        pulled.series.append(_series(code, names.get(code, {}), period, wanted))
    printed, number = str(node["data"]["strdata"]).replace(",", ""), str(node["data"]["data"])
    comment = "" if printed == number else f"in full {number}"
    pulled.values.append(Value(code, "CHN", period, printed, comment=comment))


def _series(code: str, node: dict[str, Any], period: str, wanted: Wanted) -> dict[str, str]:
    name = str(node.get("cname") or node.get("name") or code)
    if not wanted.indicator and not name.isascii():
        raise UsageError(f"{code} is called {name}; say it in English with --indicator")
    unit = stated(str(node.get("unit") or ""), wanted)
    memo = str(node.get("memo") or "")[:300]
    freq = freq_of(period) or "A"
    return series_row(code, name, freq, unit, wanted, aliases=name, description=memo)


def _period(code: str) -> str:
    """`201908` → `2019-08`, `2019B` → `2019-Q2`, `2019` as it is."""
    if re.fullmatch(r"\d{4}[A-D]", code):
        return f"{code[:4]}-{_QUARTERS[code[4]]}"
    if re.fullmatch(r"\d{6}", code):
        return f"{code[:4]}-{code[4:]}"
    if not re.fullmatch(r"\d{4}", code):
        raise SourceError(f"{code!r} is no period of the National Bureau of Statistics")
    return code

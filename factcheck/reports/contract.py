"""The JSON form of a report: written the same byte for byte, read back, described by a schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from factcheck.errors import ReportError
from factcheck.records import Report

__all__ = ["read_report", "report_schema", "write_json"]

SCHEMA_ID = "urn:factcheck:schema:report:1.0"
MOST_BYTES = 200_000_000
_EXPONENT = re.compile(r": -?\d[\d.]{0,40}e[-+]?\d")


def write_json(report: Report) -> str:
    """A report in the order its records declare, two blanks of indent, a line feed at the end."""
    text = report.model_dump_json(indent=2)
    if _EXPONENT.search(text):  # Python writes 1e-05, where Rust writes 1e-5
        text = json.dumps(report.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return text + "\n"


def read_report(path: str | Path) -> Report:
    """A report that `write_json` wrote.

    Raises:
        ReportError: there is no such file, or it is no report; the message names the field.
    """
    file = Path(path)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ReportError(f"{file}: larger than {MOST_BYTES // 1_000_000} MB, no report")
        data = file.read_bytes()
    except FileNotFoundError:
        raise ReportError(f"{file}: no such file") from None
    except OSError as error:
        raise ReportError(f"{file}: cannot be read ({error.strerror})") from None
    try:
        report = Report.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        what = f"{where}: {first['msg']}" if where else first["msg"]
        raise ReportError(f"{file}: not a report ({what})") from None
    _check_spans(report, file)
    return report


def report_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a report, made from the records."""
    schema = Report.model_json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "factcheck report",
    }
    return {**head, **{key: value for key, value in schema.items() if key not in head}}


def _check_spans(report: Report, file: Path) -> None:
    text = report.article.text
    for claim in report.claims:
        for name in ("anchor", "quote"):
            span = getattr(claim, name)
            if text[span.start : span.end] != span.exact:
                raise ReportError(
                    f"{file}: not a report (the {name} of {claim.id} is not in the article there)"
                )

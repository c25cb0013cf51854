"""How long pages of the review page take with 100,000 claims in the queue.

    python benchmarks/review_page.py [--claims 100000] [--rounds 100] [--database URL]

The articles of `corpora/` are checked, and their claims repeated under other names until the queue
is full; 2,000 of them are judged. A server in a process of its own answers over HTTP. Each page
takes turns with a bare page of the same stack (Starlette, uvicorn, one Jinja2 template), so that
other work on the machine weighs on both alike. Printed are the median and the 95th percentile in
milliseconds, by how much the 95th percentile is beyond that of the bare page, and the processor
time of the server per page and bare page together, which other work does not lengthen.

Exits with 1 when a page is 50 ms or more beyond.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from jinja2 import Environment
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from factcheck.batch import run_batch
from factcheck.reports.tabular import read_claims, write_claims
from factcheck.settings import Settings
from factcheck.web import make_app, warm_up
from factcheck.web.store import Store

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r'name="token" value="(\w+)"')
BOUND = 50.0
"""Milliseconds, from the issue that asked for the page."""
OUTLETS, MONTHS, JUDGED = 40, 24, 2_000
BARE = (
    "<!doctype html><title>{{ title }}</title>"
    "<ul>{% for x in rows %}<li>{{ x }}</li>{% endfor %}</ul>"
)


def main() -> int:
    """Fills a folder, serves it, measures it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--database", help="PostgreSQL URL; else SQLite")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(Path(options.serve), options.port, options.database)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        article, claim = fill(out, options.claims)
        judge(out, options.database)
        return measure(out, options, (article, claim))


def fill(out: Path, wanted: int) -> tuple[str, str]:
    """Writes a batch of so many claims; an article of it and a claim with a chart."""
    run_batch(str(ROOT / "corpora" / "trade-notes" / "articles"), out, Settings())
    (table,) = out.glob("claims*.parquet")
    rows = list(read_claims(table))
    write_claims(table, repeated(rows, wanted))
    refuted = next(r for r in rows if r["label"] == "refuted")
    return str(refuted["article_id"]), str(refuted["claim_id"])


def repeated(rows: list[dict[str, Any]], wanted: int) -> Iterator[dict[str, Any]]:
    """The rows, then copies of them under other names, outlets and months."""
    for number in range(wanted):
        copy, row = number // len(rows), rows[number % len(rows)]
        if copy == 0:
            yield row
        else:
            month = date(2024 + copy % MONTHS // 12, copy % 12 + 1, 5)
            yield row | {
                "article_id": f"{row['article_id']}-{copy}",
                "outlet": f"Outlet {copy % OUTLETS}",
                "published": month,
            }


def judge(out: Path, database: str | None) -> None:
    """Logs judgements of two people."""
    db = Store(out, database).db
    with db.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO judgements (made_at, reviewer, slug, claim_id, action, label, "
                "machine_label, machine_reason, quote) SELECT '2026-01-01T00:00:00+00:00', "
                "CASE WHEN number % 2 = 0 THEN 'ana' ELSE 'ben' END, slug, claim_id, 'accept', "
                "label, label, reason, quote FROM claims WHERE number % :n = 0"
            ),
            {"n": max(1, 100_000 // JUDGED)},
        )


def serve(out: Path, port: int, database: str | None) -> None:
    """The review page, and a bare page beside it."""
    template = Environment(autoescape=True).from_string(BARE)

    def bare(_request: Request) -> HTMLResponse:
        return HTMLResponse(template.render(title="bare", rows=range(50)))

    app = make_app(out, port=port, database=database)
    warm_up(app)
    app.router.routes.insert(0, Route("/bare", bare))
    uvicorn.run(app, port=port, log_level="error")


def measure(out: Path, options: argparse.Namespace, held: tuple[str, str]) -> int:
    """Asks for each page in turns with the bare one; prints what it took."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, __file__, "--serve", str(out), "--port", str(port)]
    command += ["--database", options.database] if options.database else []
    server = subprocess.Popen(command)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            wait(client)
            spent = Path(f"/proc/{server.pid}/stat")
            worst = max(
                show(client, n, p, (options.rounds, spent)) for n, p in pages(*held).items()
            )
    finally:
        server.terminate()
        server.wait(20)
    kind = "PostgreSQL" if options.database else "SQLite"
    print(json.dumps({"claims": options.claims, "database": kind, "worst_beyond_ms": worst}))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.stderr)
    return int(worst >= BOUND)


def pages(article: str, claim: str) -> dict[str, str]:
    """What is asked for, by name."""
    return {
        "queue": "/",
        "queue, one label": "/?label=refuted",
        "queue, three facets": "/?label=supported&outlet=Outlet+7&month=2024-08",
        "queue, open": "/?state=open",
        "queue, a search": "/?q=exports",
        "queue, a new search": "/?q=percent+{n}",
        "queue, page 1500": "/?page=1500",
        "article": f"/articles/{article}",
        "claim": f"/articles/{article}/claims/{claim}",
        "claim, recomputed": f"/articles/{article}/claims/{claim}?reading_period=2024",
        "series": "/series?key=gacc%2Fgoods_trade%23goods_exports.cny.a",
        "search for a series": "/series?q=exports",
        "corpus": "/audit",
        "check a text": "/check",
        "judge, and go on": f"POST /articles/{article}/claims/{claim}/judgements",
        "queue, then": "/?state=open",
    }


def wait(client: Any) -> None:
    """Waits until the server answers and has read its claims."""
    for _ in range(600):
        try:
            if client.get("/").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    sys.exit("the server did not start")


def processor_time(stat: Path) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def ask(client: Any, path: str, number: int) -> None:
    """Asks for a page; after POST, accepts a claim and follows to the next one."""
    if not path.startswith("POST "):
        client.get(path.format(n=number)).raise_for_status()
        return
    token = TOKEN.search(client.get("/check").text)
    form = {"token": token[1] if token else "", "action": "accept", "queue": "label=refuted"}
    client.post(path.removeprefix("POST "), data=form, follow_redirects=True).raise_for_status()


def show(client: Any, name: str, path: str, how: tuple[int, Path]) -> float:
    """Measures a page; milliseconds that its 95th percentile is beyond the bare page's."""
    for number in range(3):
        ask(client, path, -number)
    rounds, stat = how
    times: dict[str, list[float]] = {"/bare": [], path: []}
    before = processor_time(stat)
    for number in range(rounds):
        for asked, taken in times.items():
            start = time.perf_counter()
            ask(client, asked, number)
            taken.append((time.perf_counter() - start) * 1000)
    spent = (processor_time(stat) - before) / rounds
    (bare, bare95), (page, page95) = (
        (statistics.median(t), statistics.quantiles(t, n=20)[-1]) for t in times.values()
    )
    beyond = page95 - bare95
    print(
        f"{name:22} median {page:6.1f}  p95 {page95:6.1f}  bare {bare:4.1f} / {bare95:5.1f}"
        f"  beyond {beyond:6.1f}  processor {spent:5.1f} ms"
    )
    return round(beyond, 1)


if __name__ == "__main__":
    sys.exit(main())

import json
import re
import sys
from pathlib import Path

from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent.parent / "batch"))

from stub_checker import StubChecker, make_stub

from factcheck.batch import run_batch
from factcheck.settings import Settings
from factcheck.web import make_app

SETTINGS = Settings(use_default_tables=False)
ROWS = [
    {
        "id": f"a{i}",
        "text": f"Exports grew {i} percent, and imports grew {i + 1} percent.",
        "title": f"Title {i}",
        "published": "2025-03-01",
        "outlet": "Daily" if i % 2 else "Post",
    }
    for i in range(1, 7)
]


class StubWithArchive(StubChecker):
    archive = None


class Browser:
    """A browser on one page of the app; it sends what a form of the page would send."""

    def __init__(self, out, host="localhost:8000", **options):
        self.app = make_app(out, settings=SETTINGS, **options)
        self.app.state.desk._checker = StubWithArchive(SETTINGS)
        self.client = TestClient(
            self.app,
            base_url=f"http://{host}",
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def get(self, path, **options):
        return self.client.get(path, **options)

    def fields(self, path):
        page = self.get(path).text
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
        return dict(reversed(found))

    def post(self, form_page, path, headers=None, **fields):
        data = {**self.fields(form_page), **fields}
        return self.client.post(path, data=data, headers=headers or {})

    def judge(self, slug, claim, **fields):
        page = f"/articles/{slug}/claims/{claim}"
        return self.post(page, f"{page}/judgements", **fields)

    @property
    def db(self):
        return self.app.state.desk.store.db

    def rows(self, query, **values):
        return [dict(row) for row in self.db.rows(query, **values)]


def make_out(folder, rows):
    source = folder / "in.jsonl"
    write_rows(source, rows)
    run_batch(source, folder / "out", SETTINGS, make_checker=make_stub)
    return folder / "out"


def write_rows(path, rows):
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))

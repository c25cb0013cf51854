import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from stub_checker import StubChecker, make_stub

from factcheck.batch import report_name, run_batch
from factcheck.errors import ArticleNotFound, MissingModel, UsageError
from factcheck.settings import Settings

SETTINGS = Settings(use_default_tables=False)
HERE = Path(__file__).parent


def rows(n, start=0):
    return [
        {
            "id": f"a{i}",
            "text": f"Exports grew {i} percent, and imports grew {i + 1} percent.",
            "title": f"Title {i}",
            "published": "2025-03-01",
            "outlet": "Daily",
        }
        for i in range(start, start + n)
    ]


def write_rows(path, items):
    path.write_text("".join(json.dumps(r) + "\n" for r in items), encoding="utf-8")
    return path


def run(source, out, **options):
    return run_batch(source, out, SETTINGS, make_checker=options.pop("make", make_stub), **options)


def contents(out):
    names = ["failures.jsonl", "claims.parquet"]
    found = {name: (out / name).read_bytes() for name in names}
    return found | {p.name: p.read_bytes() for p in (out / "reports").iterdir()}


def failures(out):
    return [json.loads(x) for x in (out / "failures.jsonl").read_text().splitlines()]


def test_rows_become_reports_and_one_table(tmp_path):
    result = run(write_rows(tmp_path / "in.jsonl", rows(7)), tmp_path / "out")
    out = tmp_path / "out"
    assert (result.articles, result.failed, result.exit_code) == (7, 0, 0)
    assert sorted(p.name for p in out.iterdir()) == [
        "claims.parquet",
        "failures.jsonl",
        "reports",
        "run.json",
    ]
    report = json.loads((out / "reports" / "a3.json").read_text())
    assert report["article"]["title"] == "Title 3"
    assert report["article"]["published"] == "2025-03-01"
    table = pq.read_table(out / "claims.parquet").to_pylist()
    assert len(table) == result.claims == 14
    assert table[4]["article_id"] == "a2"
    assert table[4]["outlet"] == "Daily"
    assert table[4]["evidence"] == ["office/trade#exports"]
    assert table[4]["diagnoses"] == ["other_period"]
    assert table[4]["value"] == 2.0


def test_run_facts_hold_versions_counts_and_hashes(tmp_path):
    run(write_rows(tmp_path / "in.jsonl", rows(2)), tmp_path / "out")
    facts = json.loads((tmp_path / "out" / "run.json").read_text())
    assert facts["status"] == "finished"
    assert facts["counts"]["articles"] == 2
    assert facts["conditions"]["packages"]["pydantic"]
    assert len(facts["files"]["claims.parquet"]) == 64
    assert facts["timings"]["seconds"] >= 0


BROKEN = [
    ('{"id": "x", "text": ', "not JSON"),
    ("[1, 2]", "not a JSON object"),
    ('{"text": "Exports grew 3 percent."}', "no id"),
    ('{"id": "", "text": "Exports grew 3 percent."}', "no id"),
    ('{"id": true, "text": "Exports grew 3 percent."}', "no id"),
    ('{"id": "x"}', "no text"),
    ('{"id": "x", "text": null}', "no text"),
    ('{"id": "x", "text": 5}', "text is int"),
    ('{"id": "x", "text": ""}', ""),
    ('{"id": "x", "text": "Up 3%.", "published": "yesterday"}', "yesterday"),
    ('{"id": "x", "text": "Up 3%.", "published": "2025-02-30"}', "day"),
    ('{"id": "x", "text": "Up 3%.", "title": ["t"]}', "title is list"),
    ('{"id": "x", "text": "lone \\ud800 half"}', ""),
    ('{"id": "x", "text": "This will explode."}', "could not read this"),
    ("[" * 100_000, "not JSON"),
    ('{"id": "x", "text": "' + "\\u0000" + '"}', ""),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_broken_row_is_a_failure_and_nothing_else(line, message, tmp_path):
    source = tmp_path / "in.jsonl"
    good = [json.dumps(r) for r in rows(2)]
    source.write_text("\n".join([good[0], line, "", good[1]]) + "\n", encoding="utf-8")
    result = run(source, tmp_path / "out")
    assert (result.articles, result.failed, result.exit_code) == (2, 1, 4)
    (failure,) = failures(tmp_path / "out")
    assert failure["row"] == 2
    assert message in failure["message"]
    assert "\n" not in failure["message"]
    assert sorted(p.name for p in (tmp_path / "out" / "reports").iterdir()) == [
        "a0.json",
        "a1.json",
    ]


def test_wrong_encoding_is_a_failure(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": "x", "text": "caf\xe9 3"}\n' + json.dumps(rows(1)[0]).encode())
    assert run(source, tmp_path / "out").failed == 1


def test_missing_model_stops_the_run(tmp_path):
    source = write_rows(tmp_path / "in.jsonl", [{"id": "x", "text": "There is no model 3."}])
    with pytest.raises(MissingModel):
        run(source, tmp_path / "out")


def test_same_article_is_read_once(tmp_path):
    made = []

    def make(settings):
        made.append(StubChecker(settings))
        return made[-1]

    twins = [*rows(60), *[{**r, "id": f"b{i}", "url": "u"} for i, r in enumerate(rows(60))]]
    twins.append({**rows(1)[0], "id": "other-day", "published": "2025-03-02"})
    twins.append(rows(1)[0])
    result = run(write_rows(tmp_path / "in.jsonl", twins), tmp_path / "out", make=make)
    assert len(made[0].checked) == 61
    assert (result.articles, result.reused) == (121, 60)
    twin = json.loads((tmp_path / "out" / "reports" / "b7.json").read_text())
    first = json.loads((tmp_path / "out" / "reports" / "a7.json").read_text())
    assert twin["article"]["id"] == "b7"
    assert twin["article"]["url"] == "u"
    assert twin["claims"] == first["claims"]


def test_one_id_for_two_articles_is_a_failure(tmp_path):
    source = write_rows(tmp_path / "in.jsonl", [*rows(1), {"id": "a0", "text": "Another: 8."}])
    result = run(source, tmp_path / "out")
    assert (result.articles, result.failed) == (1, 1)
    assert "'a0'" in failures(tmp_path / "out")[0]["message"]


def test_failure_named_like_a_row_keeps_that_articles_report(tmp_path):
    source = tmp_path / "in.jsonl"
    write_rows(source, [{"id": "row 2", "text": "Exports grew 4 percent."}])
    source.write_text(source.read_text() + "{broken\n")
    run(source, tmp_path / "out")
    assert (tmp_path / "out" / "reports" / report_name("row 2")).is_file()


@pytest.mark.parametrize("article_id", ["../../evil", "/abs", "..", "a/b", "nul\0", "x" * 900])
def test_hostile_id_stays_below_out(article_id, tmp_path):
    source = write_rows(tmp_path / "in.jsonl", [{"id": article_id, "text": "Up 4 percent."}])
    run(source, tmp_path / "deep" / "out")
    written = [p for p in tmp_path.rglob("*.json") if p.name != "run.json"]
    assert [p.parent for p in written] == [tmp_path / "deep" / "out" / "reports"]
    assert json.loads(written[0].read_text())["article"]["id"] == article_id


def test_folder_of_documents(tmp_path):
    folder = tmp_path / "texts"
    (folder / "sub").mkdir(parents=True)
    (folder / "one.txt").write_text("Exports grew 4 percent.")
    (folder / "sub" / "two.md").write_text("# Trade\n\nExports grew 5 percent.")
    (folder / "sub" / "two.txt").write_text("Exports grew 6 percent.")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "ignored.csv").write_text("a,b")
    result = run(folder, tmp_path / "out")
    assert (result.articles, result.failed) == (3, 1)
    ids = {json.loads(p.read_text())["article"]["id"] for p in (tmp_path / "out/reports").iterdir()}
    assert ids == {"one", "sub/two.md", "sub/two.txt"}


def test_glob_of_documents(tmp_path):
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text(f"Exports of {name} grew 4 percent.")
    assert run(str(tmp_path / "*.txt"), tmp_path / "out").articles == 2


def test_parquet_rows_give_what_jsonl_gives(tmp_path):
    items = rows(5)
    pq.write_table(pa.Table.from_pylist(items), tmp_path / "in.parquet")
    run(tmp_path / "in.parquet", tmp_path / "one")
    run(write_rows(tmp_path / "in.jsonl", items), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize(
    ("name", "error"),
    [("none.jsonl", ArticleNotFound), ("none*.txt", ArticleNotFound), ("a.xlsx", UsageError)],
)
def test_unusable_source_is_one_plain_error(name, error, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with pytest.raises(error) as caught:
        run(tmp_path / name, tmp_path / "out")
    assert "\n" not in str(caught.value)


def test_broken_parquet_is_named(tmp_path):
    (tmp_path / "in.parquet").write_bytes(b"not parquet")
    with pytest.raises(UsageError, match=r"in\.parquet"):
        run(tmp_path / "in.parquet", tmp_path / "out")
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "in.parquet")
    with pytest.raises(UsageError, match="id and text"):
        run(tmp_path / "in.parquet", tmp_path / "out")


@pytest.mark.parametrize("options", [{"jobs": 0}, {"shard": (0, 2)}, {"shard": (3, 2)}])
def test_impossible_options(options, tmp_path):
    with pytest.raises(UsageError):
        run(write_rows(tmp_path / "in.jsonl", rows(1)), tmp_path / "out", **options)


def test_two_jobs_give_the_bytes_of_one(tmp_path):
    source = write_rows(tmp_path / "in.jsonl", [*rows(170), {"id": "bad"}, *rows(9)])
    run(source, tmp_path / "one")
    run(source, tmp_path / "two", jobs=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_killed_worker_loses_nothing(tmp_path, monkeypatch):
    items = [*rows(120), {"id": "x", "text": "Some die, 7 of them."}, *rows(60, start=200)]
    source = write_rows(tmp_path / "in.jsonl", items)
    run(source, tmp_path / "one")
    monkeypatch.setenv("STUB_DIE_ONCE", str(tmp_path / "died"))
    run(source, tmp_path / "two", jobs=2)
    assert (tmp_path / "died").exists()
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_shards_share_a_folder(tmp_path):
    source = write_rows(tmp_path / "in.jsonl", rows(23))
    run(source, tmp_path / "whole")
    done = [run(source, tmp_path / "out", shard=(i, 3)).articles for i in (1, 2, 3)]
    assert sum(done) == 23
    whole = {p.name: p.read_bytes() for p in (tmp_path / "whole" / "reports").iterdir()}
    assert whole == {p.name: p.read_bytes() for p in (tmp_path / "out" / "reports").iterdir()}
    tables = [pq.read_table(p) for p in sorted((tmp_path / "out").glob("claims.*.parquet"))]
    assert sum(t.num_rows for t in tables) == 46


def test_progress_is_told(tmp_path):
    seen = []
    run(write_rows(tmp_path / "in.jsonl", rows(120)), tmp_path / "out", progress=seen.append)
    assert [p.done for p in seen] == [20, 40, 60, 80, 100, 120]
    assert {p.total for p in seen} == {120}


def test_second_run_replaces_the_first_but_not_judgements(tmp_path):
    run(write_rows(tmp_path / "in.jsonl", rows(5)), tmp_path / "out")
    (tmp_path / "out" / "review.db").write_bytes(b"judgements")
    run(write_rows(tmp_path / "in.jsonl", rows(3, start=2)), tmp_path / "out")
    names = sorted(p.name for p in (tmp_path / "out" / "reports").iterdir())
    assert names == ["a2.json", "a3.json", "a4.json"]
    assert (tmp_path / "out" / "review.db").read_bytes() == b"judgements"


def test_resume_of_a_finished_run_checks_nothing(tmp_path):
    made = []

    def make(settings):
        made.append(StubChecker(settings))
        return made[-1]

    source = write_rows(tmp_path / "in.jsonl", rows(70))
    run(source, tmp_path / "out")
    before = contents(tmp_path / "out")
    result = run(source, tmp_path / "out", make=make, resume=True)
    assert made[0].checked == []
    assert result.resumed == 70
    assert contents(tmp_path / "out") == before


def test_resume_under_other_settings_is_refused(tmp_path):
    source = write_rows(tmp_path / "in.jsonl", rows(1))
    run(source, tmp_path / "out")
    with pytest.raises(UsageError, match="settings"):
        run_batch(
            source,
            tmp_path / "out",
            Settings(use_default_tables=False, as_of="2024-01-01"),
            resume=True,
            make_checker=make_stub,
        )


def test_resume_with_other_readings_is_refused(tmp_path):
    readings = tmp_path / "readings.jsonl"
    readings.write_text("")
    source = write_rows(tmp_path / "in.jsonl", rows(2))
    settings = SETTINGS.model_copy(update={"readings": readings})
    run_batch(source, tmp_path / "out", settings, make_checker=make_stub)
    again = run_batch(source, tmp_path / "out", settings, make_checker=make_stub, resume=True)
    assert again.resumed
    readings.write_text("{}")
    with pytest.raises(UsageError, match="readings"):
        run_batch(source, tmp_path / "out", settings, make_checker=make_stub, resume=True)


def test_changed_article_is_read_again_on_resume(tmp_path):
    source = write_rows(tmp_path / "in.jsonl", rows(3))
    run(source, tmp_path / "out")
    changed = rows(3)
    changed[1]["text"] = "Exports grew 88 percent."
    run(write_rows(source, changed), tmp_path / "out", resume=True)
    assert "88" in (tmp_path / "out" / "reports" / "a1.json").read_text()


SCRIPT = """
import sys
sys.path.insert(0, {here!r})
from pathlib import Path
from stub_checker import make_slow_stub
from factcheck.batch import run_batch
from factcheck.settings import Settings
import factcheck.batch.run as run
run.conditions = lambda settings: {{}}  # so that work on the rules beside this test is no change
run_batch({source!r}, Path({out!r}), Settings(use_default_tables=False), resume=True,
          jobs={jobs}, make_checker=make_slow_stub)
"""


def start(source, out, jobs=1):
    script = SCRIPT.format(here=str(HERE), source=str(source), out=str(out), jobs=jobs)
    return subprocess.Popen(
        [sys.executable, "-c", script], stderr=subprocess.PIPE, start_new_session=True
    )


@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 1), (3, 1), (4, 2)])
def test_killed_run_resumes_to_the_same_bytes(seed, jobs, tmp_path):
    items = [*rows(130), {"id": "bad"}, *rows(50, start=60)]
    source = write_rows(tmp_path / "in.jsonl", items)
    run(source, tmp_path / "whole")
    out, chance, kills = tmp_path / "out", random.Random(seed), 0  # noqa: S311 - a seed, no secret
    for _ in range(3):
        process = start(source, out, jobs)
        target = len(list((out / "reports").glob("*"))) + chance.randint(5, 60)
        while process.poll() is None and len(list((out / "reports").glob("*"))) < target:
            time.sleep(0.002)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills >= 2
    assert not (out / "claims.parquet").exists()
    final = start(source, out)
    assert final.wait() == 0, final.stderr.read()
    assert contents(out) == contents(tmp_path / "whole")

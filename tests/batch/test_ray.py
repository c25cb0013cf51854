"""The cluster engine gives what the local pool gives; no Ray where it is not installed."""

import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from stub_checker import make_stub

from factcheck.batch import run_batch, run_on_ray
from factcheck.batch.cluster import pack_tables, with_tables
from factcheck.batch.records import Chunk
from factcheck.batch.remote import Store, check_remote, join_parts, remote_items
from factcheck.errors import ArticleNotFound, UsageError
from factcheck.settings import Settings

SETTINGS = Settings(use_default_tables=False)
fsspec = pytest.importorskip("fsspec")


def rows(n):
    items = [{"id": f"a{i}", "text": f"Up {i} percent.", "outlet": "Daily"} for i in range(n)]
    return [*items, {"id": "bad"}, {"id": "twin", "text": "Up 1 percent."}]


def write_rows(path, items):
    path.write_text("".join(json.dumps(r) + "\n" for r in items), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ray():
    module = pytest.importorskip("ray")
    path = str(Path(__file__).parent)
    module.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="error",
        runtime_env={"env_vars": {"PYTHONPATH": ":".join([path, *filter(None, sys.path)])}},
    )
    yield module
    module.shutdown()


@pytest.mark.slow
def test_ray_gives_the_bytes_of_the_local_pool_though_a_worker_dies(tmp_path, monkeypatch, ray):
    items = [*rows(90), {"id": "x", "text": "Some die, 7 of them."}]
    source = write_rows(tmp_path / "in.jsonl", items)
    run_batch(source, tmp_path / "one", SETTINGS, make_checker=make_stub)
    mark = tmp_path / "died"

    def make(settings):
        import os  # noqa: PLC0415 - this runs in a worker

        os.environ["STUB_DIE_ONCE"] = str(mark)
        return make_stub(settings)

    done = run_on_ray(str(source), str(tmp_path / "two"), SETTINGS, jobs=2, make_checker=make)
    assert mark.exists()
    assert (done.articles, done.failed) == (92, 1)
    for name in ("claims.parquet", "failures.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    found = [
        (row["id"], row["report"])
        for part in sorted((tmp_path / "two" / "reports").iterdir())
        for row in pq.read_table(part).to_pylist()
    ]
    assert len({name for name, _ in found}) == len(found) == 92
    assert dict(found)["a3"] == (tmp_path / "one" / "reports" / "a3.json").read_text()


def test_rows_of_any_file_system(tmp_path):
    pq.write_table(pa.Table.from_pylist(rows(3)), tmp_path / "a.parquet")
    write_rows(tmp_path / "b.jsonl", rows(2))
    memory = fsspec.filesystem("memory")
    for name in ("a.parquet", "b.jsonl"):
        memory.pipe_file(f"/rows/{name}", (tmp_path / name).read_bytes())
    found = list(remote_items("memory://rows"))
    assert [i.number for i in found] == list(range(1, 10))
    assert [i.id for i in found][:3] == ["a0", "a1", "a2"]
    assert list(remote_items(str(tmp_path))) == found


def test_a_chunk_done_twice_is_there_once():
    store = Store("memory://run")
    items = tuple(i for i in remote_items_of(rows(4)))
    chunk = Chunk("000000000-x", items, (None,) * len(items), tuple(i.digest() for i in items))
    first = check_remote(chunk, store, make_stub(SETTINGS))
    before = {
        n: store.read(n) for n in ("parts/000000000-x.parquet", "reports/000000000-x.parquet")
    }
    assert check_remote(chunk, store, make_stub(SETTINGS)) == first
    assert {n: store.read(n) for n in before} == before
    join_parts(store, [chunk.name])
    assert json.loads(store.read("failures.jsonl"))["id"] == "bad"
    assert first.reused == 1


def remote_items_of(items):
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/one/in.jsonl", "".join(json.dumps(r) + "\n" for r in items).encode())
    return remote_items("memory://one/in.jsonl")


def test_tables_are_shipped_whole_and_in_order(tmp_path):
    for name in ("b", "a"):
        (tmp_path / name / "office").mkdir(parents=True)
        (tmp_path / name / "office" / "rows.csv").write_text(name)
    settings = Settings(use_default_tables=False, tables=(tmp_path / "b", tmp_path / "a"))
    shipped = with_tables(settings, pack_tables(settings))
    texts = [(root / "office" / "rows.csv").read_text() for root in shipped.table_roots()]
    assert texts == ["b", "a"]


def test_what_is_not_there_is_named(tmp_path, monkeypatch):
    with pytest.raises(ArticleNotFound):
        list(remote_items(str(tmp_path)))
    with pytest.raises(UsageError):
        Store("nosuch://place/x")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"factcheck-stats\[ray\]"):
        run_on_ray(str(tmp_path), str(tmp_path / "out"), SETTINGS)

import os
import shutil
import uuid

import pytest
from live_page import find_chromium, make_real_out, real_checker, served
from own_postgres import find_programs, running
from review_browser import ROWS, Browser, make_out
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url


@pytest.fixture(scope="session")
def stubbed(tmp_path_factory):
    """A folder that a batch with the stub wrote; copy it before writing to it."""
    folder = tmp_path_factory.mktemp("stubbed")
    make_out(folder, ROWS)
    return folder


@pytest.fixture
def out(stubbed, tmp_path):
    shutil.copytree(stubbed, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out"


@pytest.fixture
def browser(out):
    return Browser(out)


@pytest.fixture(scope="session")
def checker():
    return real_checker()


@pytest.fixture(scope="session")
def checked(checker, tmp_path_factory):
    """A folder that a batch with the shipped tables wrote; copy it before writing to it."""
    return make_real_out(tmp_path_factory.mktemp("checked"), checker)


@pytest.fixture
def real_out(checked, tmp_path):
    return shutil.copytree(checked, tmp_path / "out")


@pytest.fixture
def live(real_out, checker):
    """Address and application of a page of its own."""
    with served(real_out, checker, reviewer="ana") as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium on this machine, so nothing is tried in a real browser")
    playwright = pytest.importorskip("playwright.sync_api")
    # a busy machine is slow, and that is no fault of the page
    playwright.expect.set_options(timeout=20_000)
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def tab(chromium):
    """Opens tabs, each in a context of its own: `tab(java_script_enabled=False, …)`."""
    contexts = []

    def open_tab(**options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def postgres_server():
    pytest.importorskip("psycopg")
    named = os.environ.get("FACTCHECK_TEST_POSTGRESQL")
    if named:
        yield named
        return
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine, so the shared desk is not tried on one")
    with running(programs) as url:
        yield url


@pytest.fixture
def postgres(postgres_server):
    """URL of a schema of its own in a real PostgreSQL."""
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(make_url(postgres_server).set(drivername="postgresql+psycopg"))
    with engine.begin() as db:
        db.exec_driver_sql(f"CREATE SCHEMA {name}")
    url = make_url(postgres_server).update_query_dict({"options": f"-csearch_path={name}"})
    yield url.render_as_string(hide_password=False)
    with engine.begin() as db:
        db.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """URL of a review database of either kind; None is SQLite's default."""
    return None if request.param == "sqlite" else request.getfixturevalue("postgres")

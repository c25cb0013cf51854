import shutil

import pytest
from live_page import find_chromium, make_real_out, real_checker, served
from review_browser import ROWS, Browser, make_out


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
        page.set_default_timeout(10_000)
        return page

    yield open_tab
    for context in contexts:
        context.close()

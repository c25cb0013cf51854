import pytest
from review_browser import ROWS, Browser, make_out


@pytest.fixture
def out(tmp_path):
    return make_out(tmp_path, ROWS)


@pytest.fixture
def browser(out):
    return Browser(out)

"""What the list of pages says is a file, a fragment or leads on is no page, which the gate would have to look at."""

import pytest

from tests.browser.pages import DOWNLOAD, FRAGMENT, PAGE, PAGES, REDIRECT

NO_PAGES = [each for each in PAGES if each.kind != PAGE]
SESSION = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("look", NO_PAGES, ids=lambda look: look.name)
def test_what_is_said_to_be_no_page_is_none(accessibility, look):
    address = look.address.format_map({"session": SESSION, **accessibility.known})
    answer = accessibility.window(look.who).context.request.get(address, max_redirects=0)
    assert kind(answer) == look.kind or (look.kind == FRAGMENT and answer.status == 204)


def kind(answer):
    if answer.status // 100 == 3:
        return REDIRECT
    assert answer.ok, answer.status
    if "text/html" not in answer.headers["content-type"]:
        return DOWNLOAD if "content-disposition" in answer.headers else FRAGMENT
    return PAGE if "<main" in answer.text() else FRAGMENT

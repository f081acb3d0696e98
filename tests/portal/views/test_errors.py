"""A refusal leads back to what it was about."""

import pytest
from django.test import RequestFactory

from portal.errors import Absent, NotNow, NotPermitted
from portal.views.errors import back_url


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/applications/ABCD-1234/withdraw/", "/applications/ABCD-1234/"),
        ("/applications/ABCD-1234/documents/proposal/remove/", "/applications/ABCD-1234/documents/"),
        ("/desk/2026-a/presentation/reveal/", "/desk/2026-a/presentation/"),
        ("/panel/2026-a/meeting/ABCD-1234/vote/", "/panel/2026-a/meeting/"),
        ("/reports/RC-1/retry/", "/reports/"),
        ("/rounds/", ""),
    ],
)
def test_back_url_is_the_nearest_page_above(path, above):
    request = RequestFactory().get(path)

    assert (back_url(request, NotNow("state_changed")), back_url(request, NotPermitted("not_staff"))) == (above, above)
    assert back_url(request, Absent("absent")) == ""

"""An account comes with a name and an agreement to the privacy policy."""

import pytest

from portal.models import Consent, User
from portal.wording import PRIVACY_VERSION
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
ASKED = {"email": "new@example.test", "name": "김신청", "password1": PASSWORD, "password2": PASSWORD}


def test_signup_needs_the_agreement_and_keeps_its_time(client):
    page = client.get("/accounts/signup/").content.decode()
    refused = client.post("/accounts/signup/", ASKED)
    without = User.objects.filter(email=ASKED["email"]).exists()
    client.post("/accounts/signup/", ASKED | {"privacy": "on"})

    assert 'href="/privacy/"' in page.partition("<main")[2].partition("</main>")[0]
    assert (refused.status_code, list(refused.context["form"].errors), without) == (200, ["privacy"], False)
    consent = Consent.objects.get(user__email=ASKED["email"])
    assert (consent.user.name, consent.version, consent.agreed_at is None) == ("김신청", PRIVACY_VERSION, False)

"""Failed logins make the next one wait, in PostgreSQL; the owner's own browser is not kept out by strangers."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.test import Client

from portal.models import FailedAttempts, LoginSession
from tests.factories.people import PASSWORD, make_user
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"
WAIT = "짧은 시간에 여러 번 시도했습니다."


class CountingHasher(PBKDF2PasswordHasher):
    """Counts how often the expensive work is done."""

    iterations = 1
    work = 0

    def encode(self, *args, **kwargs):
        CountingHasher.work += 1
        return super().encode(*args, **kwargs)


@pytest.fixture
def hashing(settings):
    """The expensive steps that a block of requests takes."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]

    def count(act):
        CountingHasher.work = 0
        act()
        return CountingHasher.work

    return count


def attempt(client, email, password, network=HOME):
    return client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=network)


def fail(email, times, network=HOME):
    for _ in range(times):
        attempt(Client(), email, "wrong", network)


def test_failures_make_the_next_attempt_wait():
    user = make_user()
    fail(user.email, 4)
    assert WAIT not in attempt(Client(), user.email, "wrong").content.decode()

    answer = attempt(Client(), user.email, PASSWORD)

    assert (answer.status_code, WAIT in answer.content.decode()) == (200, True)
    assert FailedAttempts.objects.count() == 3


def test_waiting_is_not_counted_as_a_failure():
    user = make_user()
    fail(user.email, 9)

    assert max(FailedAttempts.objects.values_list("failures", flat=True)) == 5


def test_another_network_is_not_kept_waiting():
    user = make_user()
    fail(user.email, 6)

    assert attempt(Client(), user.email, PASSWORD, ELSEWHERE).status_code == 302


def test_the_owners_browser_is_not_kept_waiting_even_in_the_same_network():
    user, owner = make_user(), Client()
    attempt(owner, user.email, PASSWORD)
    owner.post("/accounts/logout/")
    fail(user.email, 12)

    assert attempt(owner, user.email, PASSWORD).status_code == 302


def test_the_link_of_a_reset_mail_makes_a_browser_the_owners():
    user, owner = make_user(), Client()
    owner.post("/accounts/password/reset/", {"email": user.email}, REMOTE_ADDR=HOME)
    link = next(word for word in mail.outbox[-1].body.split() if word.startswith("http"))
    page = owner.get("/" + link.split("/", 3)[3], follow=True)
    owner.post(page.redirect_chain[-1][0], {"password1": "another good one", "password2": "another good one"})
    fail(user.email, 12)

    assert attempt(owner, user.email, "another good one").status_code == 302


def test_success_forgives_the_wrong_ones_before():
    user = make_user()
    fail(user.email, 4)
    attempt(Client(), user.email, PASSWORD)
    fail(user.email, 4)

    assert attempt(Client(), user.email, PASSWORD).status_code == 302


def test_an_unknown_address_waits_alike():
    fail("nobody@example.test", 5)

    assert WAIT in attempt(Client(), "nobody@example.test", "wrong").content.decode()


def test_a_stored_counter_names_nobody():
    fail("nobody@example.test", 1)

    assert not any("nobody" in key or HOME in key for key in FailedAttempts.objects.values_list("key", flat=True))


def test_login_works_as_hard_for_an_unknown_address(hashing):
    user, client = make_user(), Client()
    known = attempt(client, user.email, "wrong")
    unknown = attempt(client, "nobody@example.test", "wrong")

    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    for without in (make_user(), make_user()):
        without.set_unusable_password()
        without.save()
    emails = [user.email, "nobody@example.test", without.email]
    assert len({hashing(lambda email=email: attempt(client, email, "wrong")) for email in emails}) == 1


def test_login_sends_as_many_statements_for_an_unknown_address():
    user, sent = make_user(), []
    for email in (user.email, "nobody@example.test"):
        with counted() as statements:
            attempt(Client(), email, "wrong")
        sent.append([each for each in statements if "SAVEPOINT" not in each])

    # One statement differs: the addresses of a known account; hundredfold less than the hash.
    assert abs(len(sent[0]) - len(sent[1])) <= 1


def test_sign_up_answers_and_works_alike_for_a_known_address(hashing, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    user, answers = make_user(), []

    def sign_up(email):
        passwords = {"password1": "another good one", "password2": "another good one"}
        form = {"email": email, "name": "홍길동", **passwords, "privacy": "on"}
        answers.append(Client().post("/accounts/signup/", form))

    work = [hashing(lambda email=email: sign_up(email)) for email in (user.email, "new@example.test")]

    assert work[0] == work[1]
    assert [(each.status_code, each.headers["Location"]) for each in answers] == [(302, "/accounts/confirm-email/")] * 2
    assert len(mail.outbox) == 2


def test_reset_answers_and_mails_alike_for_an_unknown_address():
    answers = [Client().post("/accounts/password/reset/", {"email": each}) for each in (make_user().email, "no@a.test")]

    assert {(each.status_code, each.headers["Location"]) for each in answers} == {
        (302, "/accounts/password/reset/done/")
    }
    assert len(mail.outbox) == 2


def test_reset_mails_to_one_address_are_spaced():
    answers = [Client().post("/accounts/password/reset/", {"email": "no@a.test"}) for _ in range(4)]

    assert [each.status_code for each in answers] == [302, 302, 302, 200]
    assert len(mail.outbox) == 3
    assert not LoginSession.objects.exists()

"""Words for entries of a chain."""

import pytest
from django.utils import translation

from portal.audit_words import audit_label, by_words
from portal.wording import AGENCY


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_by_words_says_role_and_agency():
    assert by_words("system") == "Clock"
    assert by_words("manager+secretary/NIPA") == f"{AGENCY['NIPA']} · Manager · Secretary"
    assert by_words("person") == "Applicant or panel member"
    assert by_words("public") == ""


def test_audit_label_of_an_unknown_verb_is_the_verb():
    assert audit_label("something.else") == "something.else"
    assert audit_label("round.open.approved") == "Open the round · approved"

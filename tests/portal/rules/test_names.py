"""Two spellings of one organisation's name."""

import pytest

from portal.rules.names import search_key


@pytest.mark.parametrize("name", ["㈜가람 테크", "(주)가람테크", "주식회사 가람테크", "가람테크"])
def test_search_key_ignores_legal_form_and_spaces(name):
    assert search_key(name) == "가람테크"


def test_search_key_keeps_different_names_apart():
    assert search_key("가람테크") != search_key("나래테크")

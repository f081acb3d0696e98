"""Tables, gates and marks as reports use them."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.templatetags.report import data_table


def rendered(source: str, context: Mapping[str, Any] | None = None) -> str:
    with translation.override("en"):
        return Template("{% load report %}" + source).render(Context(dict(context or {})))


def test_data_table_aligns_measures_and_heads():
    html = rendered(
        '{% heads "Team" "Score" as head %}{% data_table head rows align="lr" widths=",20" foot=foot row_head=True %}',
        {"rows": [["가람 <b>", "86.42"]], "foot": ["Mean", "80.00"]},
    )

    assert '<col><col style="width: 20mm">' in html
    assert '<thead><tr><th scope="col">Team</th><th scope="col">Score</th></tr></thead>' in html
    assert '<tr><th scope="row" class="l">가람 &lt;b&gt;</th><td class="r">86.42</td></tr>' in html
    assert '<tfoot><tr><th scope="row" class="l">Mean</th><td class="r">80.00</td></tr></tfoot>' in html


def test_data_table_shows_a_hash_as_code():
    html = rendered('{% heads "Hash" as head %}{% data_table head rows align="h" %}', {"rows": [["9f3c"]]})

    assert '<td class="h"><code>9f3c</code></td>' in html


@pytest.mark.parametrize(("count", "length", "is_short"), [(9, 100, True), (10, 100, False), (9, 200, False)])
def test_data_table_keeps_a_short_table_together(count, length, is_short):
    assert data_table(["a"], [["x" * length]] * count)["is_short"] is is_short


@pytest.mark.parametrize(("length", "is_long"), [(300, False), (301, True)])
def test_data_table_lets_a_long_row_break(length, is_long):
    assert [row.is_long for row in data_table(["a"], [["x" * length]])["rows"]] == [is_long]


def test_paper_gate_shows_bar_line_and_words():
    gate = {"yes": 4, "no": 1, "abstain": 2, "base": 7, "needs": 4, "result": "passed"}

    html = rendered('{% paper_gate gate "Competition" base_of="present" %}', {"gate": gate})

    assert '<div class="yes" style="left: 0.000%; width: 57.143%"></div>' in html
    assert '<div class="abstain" style="left: 71.429%; width: 28.571%"></div>' in html
    assert '<div class="needed" style="left: 57.143%"></div>' in html
    assert '<span class="state done">Recognised</span>' in html
    assert "<strong>4 recognised</strong> · 1 not recognised · 2 abstained · 7 present · 4 or more needed" in html


def test_check_is_drawn():
    assert (
        rendered("{% check yes %}{% check no %}", {"yes": 1, "no": ""})
        == '<i class="check on"></i><i class="check"></i>'
    )

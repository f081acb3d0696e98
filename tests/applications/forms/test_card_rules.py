"""The rules of the two reviews, field by field."""

import pytest

from applications.forms.card_rules import PresentationRuleSection, WrittenRuleSection
from tests.applications.forms.cards import typed
from tests.applications.rules.cards import card


def section(kind=PresentationRuleSection, document=None, /, **changes):
    document = document or card()
    made = kind(document, typed(kind(document), **changes))
    made.is_valid()
    return made


def test_rule_takes_every_setting():
    made = section(
        seats="2", gates=["ecosystem"], of="eligible", kind="at_least", share="2/3", tie="fails", quorum_of="eligible",
        quorum_kind="at_least", quorum_share="1/2", quorum_min="4", gate_order="after_rank", trim="none", trim_from="7",
        digits="1", pass_="55.5", pass_single="", tie_break_1="gate:ecosystem", tie_break_2="", tie_break_3="lot",
    )  # fmt: skip

    assert made.form.errors == {}
    assert made.write()["presentation"] == {
        "seats": 2,
        "gates": ["ecosystem"],
        "gate_order": "after_rank",
        "majority": {
            "of": "eligible",
            "at_least": "2/3",
            "tie": "fails",
            "quorum": {"of": "eligible", "at_least": "1/2", "min": 4},
        },
        "score": {
            "criteria": card()["presentation"]["score"]["criteria"],
            "trim": "none",
            "trim_from": 7,
            "digits": 1,
            "pass": "55.5",
            "pass_single": None,
        },
        "tie_break": ["gate:ecosystem", "lot"],
    }


def test_rule_without_questions_has_no_majority():
    rule = section(gates=None, gate_order="after_rank").write()["presentation"]

    assert (rule["gates"], rule["majority"], rule["gate_order"]) == ([], None, "before_rank")


def test_rule_without_quorum():
    assert section(has_quorum=None, quorum_share="").write()["presentation"]["majority"]["quorum"] is None


def test_rule_asks_the_questions_in_the_order_of_the_card():
    assert section(gates=["ecosystem", "competitiveness"]).write()["presentation"]["gates"] == [
        "competitiveness",
        "ecosystem",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"share": "1"}, "share"),
        ({"share": "3/2"}, "share"),
        ({"share": "1/0"}, "share"),
        ({"share": "0.5"}, "share"),
        ({"kind": "at_least", "share": "0"}, "share"),
        ({"kind": "at_least", "share": "4/3"}, "share"),
        ({"kind": "at_least", "tie": "chair"}, "tie"),
        ({"quorum_share": ""}, "quorum_share"),
        ({"quorum_share": "x"}, "quorum_share"),
        ({"quorum_share": "1"}, "quorum_share"),
        ({"quorum_kind": "at_least", "quorum_share": "0/5"}, "quorum_share"),
        ({"trim_from": "2"}, "trim_from"),
        ({"digits": "7"}, "digits"),
        ({"seats": "0"}, "seats"),
        ({"pass_": "sixty"}, "pass_"),
        ({"gates": ["unknown"]}, "gates"),
        ({"tie_break_2": "criterion:tech"}, "tie_break_2"),
        ({"tie_break_1": "criterion:gone"}, "tie_break_1"),
    ],
)
def test_rule_refuses(changes, field):
    assert list(section(**changes).form.errors) == [field]


def test_written_review_is_switched_off():
    assert section(WrittenRuleSection, has_review=None).write()["written"] is None


def test_written_review_is_switched_on_with_the_points_of_the_other():
    document = card(written=None)
    document["criteria"]["written"].append({"code": "extra", "name": {"ko": "추가"}, "anchor": {"ko": "추가"}})
    made = section(WrittenRuleSection, document, has_review="on", seats="3", pass_="")

    written = made.write()["written"]
    assert (written["seats"], written["gates"], written["majority"]) == (3, [], None)
    assert written["score"]["criteria"] == [
        *card()["presentation"]["score"]["criteria"],
        {"code": "extra", "max": "10", "min": None},
    ]


def test_rule_is_shown_under_headings():
    labels = [len(fields) for _label, fields in section().fieldsets]

    assert labels == [3, 4, 5, 5, 6]

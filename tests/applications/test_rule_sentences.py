"""The rules of a card as the public reads them."""

import re
from itertools import product

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from applications import rule_sentences
from applications.rules.majority import Kind
from applications.rules.rule_card import Card
from tests.applications.rules.cards import card


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def lines(stage="presentation", **changes):
    read = Card.from_document(card(**changes))
    return {line.key: strip_tags(line.text) for line in rule_sentences.lines(read, stage)}


def test_lines_of_the_additional_call():
    assert lines() == {
        "seats": "At most 1 team is selected. If no team meets the requirements, none is selected.",
        "majority": "More than half of the members present must recognise each of the two questions. If all 7 members"
        " are present, that is 4 or more. If the votes are equal, the question is not recognised. An abstention"
        " counts like a no.",
        "quorum": "More than half of all appointed members must be present; otherwise nothing is decided.",
        "gate_order": "A team that is not recognised in every question is not ranked.",
        "score": "The mean of all sheets, without the one with the highest and the one with the lowest total when there"
        " are 5 or more. 60 points or more are needed (70 for a single applicant). Rounded to 2 decimals, one half"
        " upwards.",
        "tie_break": "points for Technology and experience → members who recognised “Meaningful competition” →"
        " drawing lots",
    }


def test_lines_of_a_review_without_questions():
    assert list(lines("written")) == ["seats", "score", "tie_break"]
    assert lines("written")["seats"] == "At most 4 teams go on to the presentation review."


def test_lines_of_a_review_that_is_not_there():
    assert lines("written", written=None) == {}


@pytest.mark.parametrize(("kind", "base"), [*product(Kind, ["appointed", "eligible", "present", "voted"])])
def test_share_of_every_kind_and_base(kind, base):
    share = {
        Kind.MAJORITY: {"more_than": "1/2"},
        Kind.MORE_THAN: {"more_than": "2/3"},
        Kind.AT_LEAST: {"at_least": "2/3"},
        Kind.ALL: {"at_least": "1"},
        Kind.ANY: {"more_than": "0"},
    }[kind]
    sentence = rule_sentences.share_of(share | {"of": base})

    assert sentence == str(rule_sentences.SHARE[kind][base]).replace("%(share)s", "2/3")


@pytest.mark.parametrize(
    ("majority", "says"),
    [
        ({"of": "present", "more_than": "1/2", "tie": "chair"}, "If the votes are equal, the question is recognised when the chair recognised it."),
        ({"of": "present", "more_than": "2/3", "tie": "chair"}, "At exactly this share, the question is recognised when the chair recognised it."),
        ({"of": "present", "more_than": "2/3", "tie": "fails"}, "Exactly this share is not enough."),
        ({"of": "voted", "more_than": "1/2", "tie": "fails"}, "Abstentions are not counted."),
        ({"of": "appointed", "at_least": "1/2", "tie": "fails"}, "On a panel of 7, that is 4 or more. An abstention counts like a no."),
        ({"of": "eligible", "at_least": "1/3", "tie": "fails"}, "On a panel of 7 with nobody recused, that is 3 or more. An abstention"),
    ],
)  # fmt: skip
def test_majority_says_every_setting(majority, says):
    assert says in lines(presentation__majority=majority | {"quorum": None})["majority"]


def test_majority_of_one_question():
    text = lines(presentation__gates=["ecosystem"])["majority"]

    assert text.startswith("More than half of the members present must recognise the question. If all 7")


@pytest.mark.parametrize(("count", "word"), [(2, "two"), (3, "three"), (4, "four"), (5, "5")])
def test_majority_counts_the_questions(count, word):
    text = lines(presentation__gates=["ecosystem"] * count)["majority"]

    assert f"each of the {word} questions" in text


def test_quorum_none_and_with_a_number():
    none = lines(presentation__majority__quorum=None)
    number = lines(presentation__majority__quorum={"of": "eligible", "at_least": "2/3", "min": 5})

    assert none["quorum"] == "There is no quorum: the votes of the members present decide."
    assert number["quorum"] == (
        "At least 2/3 of the appointed members who are not recused must be present; otherwise nothing is decided."
        " At least 5 members must be present in any case."
    )


def test_gate_order_after_rank():
    assert lines(presentation__gate_order="after_rank")["gate_order"] == (
        "All teams are ranked by score first. A team that takes a seat without being recognised leaves it vacant."
    )


@pytest.mark.parametrize(
    ("score", "says"),
    [
        ({"pass": "60", "pass_single": None}, "The mean of all sheets. 60 points or more are needed. Rounded"),
        ({"pass": "60", "pass_single": "60"}, "60 points or more are needed. Rounded"),
        ({"pass": None, "pass_single": "70"}, "A single applicant needs 70 points or more."),
        ({"pass": None, "pass_single": None}, "There is no pass line."),
        ({"digits": 0}, "Rounded to a whole number, one half upwards."),
        ({"digits": 1}, "Rounded to 1 decimal, one half upwards."),
    ],
)
def test_score_says_every_setting(score, says):
    changes = {f"presentation__score__{name}": value for name, value in ({"trim": "none"} | score).items()}

    assert says in lines(**changes)["score"]


def test_score_names_least_points():
    text = lines(presentation__score__criteria__2__min="12")["score"]

    assert "Least points of a criterion: Impact and contribution 12." in text


def test_score_without_criteria():
    assert lines(presentation__score__criteria=[])["score"] == "No points are given."


def test_tie_break_none_and_unknown():
    assert lines(presentation__tie_break=[])["tie_break"] == (
        "Teams with the same score share a rank; if seats do not suffice, the panel deliberates again."
    )
    assert lines(presentation__tie_break=["criterion:gone", "lot"])["tie_break"] == "criterion:gone → drawing lots"


def test_other_lines():
    read = Card.from_document(card(comment_min=0, objection_days=0))
    default = Card.from_document(card())

    texts = {line.key: line.text for line in rule_sentences.other_lines(read)}
    assert list(texts) == ["deadline", "comment_min", "ballots", "disclosure", "objection"]
    assert texts["comment_min"] == "Members may give reasons for their points."
    assert texts["objection"] == "There is no objection window."
    assert rule_sentences.comment_min(default).startswith("Members give a reason of at least 30 characters")
    assert rule_sentences.objection(default) == "Applicants may object within 10 days of the notice of the result."


def test_majority_escapes_nothing_but_marks_the_share():
    read = Card.from_document(card())
    text = str(next(line.text for line in rule_sentences.lines(read, "presentation") if line.key == "majority"))

    assert re.findall("<[^>]+>", text) == ["<strong>", "</strong>"]

"""tally-1, Gates: quorum, base, share, the chair's vote, needs."""

import pytest

from tests.reviews.rules.tally.documents import PANEL, application, document, gate, majority, rule, votes


def poll(*, of="present", recused=0, away=0, chair=None, quorum=None, panel=PANEL, cast, **share):
    """Figures of one gate: the last seats of the panel are recused, those before them away."""
    there = panel[: len(panel) - recused - away]
    chosen = majority(of=of, quorum=quorum, **share)
    entry = application(
        "A1",
        merit=None,
        present=there,
        recused=panel[len(panel) - recused :],
        chair=chair,
        votes={"fit": cast},
    )
    return gate(document(rule(majority=chosen), entry, panel=panel))


@pytest.mark.parametrize(
    ("of", "base", "needs", "result"),
    [
        ("appointed", 7, 4, "failed"),
        ("eligible", 6, 4, "failed"),
        ("present", 5, 3, "passed"),
        ("voted", 4, 3, "passed"),
    ],
)
def test_count_gates_by_base(of, base, needs, result):
    figures = poll(of=of, recused=1, away=1, cast=votes(yes=3, no=1))
    assert figures == {"yes": 3, "no": 1, "abstain": 1, "base": base, "needs": needs, "result": result}


@pytest.mark.parametrize(
    ("share", "yes", "needs", "result"),
    [
        ({"more_than": "1/2"}, 3, 4, "failed"),
        ({"more_than": "1/2"}, 4, 4, "passed"),
        ({"at_least": "1/2"}, 3, 3, "passed"),
        ({"at_least": "2/3"}, 3, 4, "failed"),
        ({"at_least": "2/3"}, 4, 4, "passed"),
        ({"more_than": "2/3"}, 4, 5, "failed"),
        ({"more_than": "0"}, 0, 1, "failed"),
        ({"more_than": "0"}, 1, 1, "passed"),
        ({"at_least": "1"}, 5, 6, "failed"),
        ({"at_least": "1"}, 6, 6, "passed"),
        ({"at_least": "1/999999999"}, 0, 1, "failed"),
        ({"at_least": "1/999999999"}, 1, 1, "passed"),
        ({"more_than": "999999998/999999999"}, 6, 6, "passed"),
    ],
)
def test_count_gates_by_share_of_six(share, yes, needs, result):
    figures = poll(away=1, cast=votes(yes=yes, no=6 - yes), **share)
    assert (figures["needs"], figures["result"]) == (needs, result)


@pytest.mark.parametrize(
    ("tie", "chair", "cast", "result"),
    [
        ("fails", "P1", votes(yes=3, no=3), "failed"),
        ("chair", "P1", votes(yes=3, no=3), "passed_by_chair"),
        ("chair", "P4", votes(yes=3, no=3), "failed"),
        ("chair", "P6", votes(yes=3, no=2), "failed"),
        ("chair", "P6", votes(yes=3, no=2, abstain=1), "failed"),
        ("chair", None, votes(yes=3, no=3), "failed"),
        ("chair", "P1", votes(yes=2, no=4), "failed"),
        ("chair", "P1", votes(yes=4, no=2), "passed"),
    ],
)
def test_count_gates_with_exactly_half(tie, chair, cast, result):
    figures = poll(away=1, tie=tie, chair=chair, cast=cast)
    assert (figures["result"], figures["needs"]) == (result, 4)


def test_count_gates_when_no_whole_number_is_exactly_the_share_has_no_tie():
    assert poll(tie="chair", chair="P1", cast=votes(yes=3, no=4))["result"] == "failed"


@pytest.mark.parametrize("share", [{"more_than": "0"}, {"more_than": "1/2"}, {"at_least": "1/2"}, {"at_least": "1"}])
@pytest.mark.parametrize("of", ["appointed", "eligible", "present", "voted"])
def test_count_gates_with_base_0_fails(of, share):
    tie = {"tie": "chair"} if "more_than" in share else {}
    figures = poll(of=of, panel=[], cast={}, **share, **tie)
    assert figures == {"yes": 0, "no": 0, "abstain": 0, "base": 0, "needs": 1, "result": "failed"}


@pytest.mark.parametrize("of", ["eligible", "present", "voted"])
def test_count_gates_with_everybody_recused_fails(of):
    assert poll(of=of, recused=7, cast={}, at_least="1")["result"] == "failed"


def test_count_gates_with_only_abstentions_among_those_who_voted_fails():
    figures = poll(of="voted", cast=votes(abstain=2), at_least="1/2")
    assert figures == {"yes": 0, "no": 0, "abstain": 7, "base": 0, "needs": 1, "result": "failed"}


@pytest.mark.parametrize(
    ("quorum", "met"),
    [
        ({"of": "appointed", "more_than": "1/2", "min": None}, False),
        ({"of": "appointed", "more_than": "1/3", "min": None}, True),
        ({"of": "appointed", "at_least": "3/7", "min": None}, True),
        ({"of": "eligible", "more_than": "1/2", "min": None}, True),
        ({"of": "eligible", "at_least": "3/5", "min": None}, True),
        ({"of": "eligible", "more_than": "3/5", "min": None}, False),
        ({"of": "eligible", "more_than": "0", "min": 3}, True),
        ({"of": "eligible", "more_than": "0", "min": 4}, False),
        ({"of": "eligible", "more_than": "0", "min": 0}, True),
    ],
)
def test_count_gates_with_three_present_of_five_eligible_of_seven(quorum, met):
    figures = poll(recused=2, away=2, quorum=quorum, cast=votes(yes=3))
    assert figures == {
        "yes": 3,
        "no": 0,
        "abstain": 0,
        "base": 3,
        "needs": 2,
        "result": "passed" if met else "no_quorum",
    }


@pytest.mark.parametrize(("share", "result"), [({"more_than": "0"}, "no_quorum"), ({"at_least": "1/2"}, "failed")])
def test_count_gates_with_nobody_appointed_meets_a_quorum_that_is_reached_not_exceeded(share, result):
    figures = poll(panel=[], quorum={"of": "appointed", "min": None, **share}, cast={})
    assert figures == {"yes": 0, "no": 0, "abstain": 0, "base": 0, "needs": 1, "result": result}

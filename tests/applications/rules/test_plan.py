"""How a draft is kept."""

from fractions import Fraction
from itertools import islice

import pytest

from applications.rules import plan
from applications.rules.plan import Person, Place, Section
from tests.factories import plans


def saved(section, content, version=1):
    return plan.with_section({}, section, content=content, version=version, at="2026-02-01T00:00:00.000Z", by=7)


def test_with_section_leaves_the_others():
    before = saved(Section.GOALS, {"summary": "가"})

    after = plan.with_section(before, Section.METHOD, content={"approach": "나"}, version=2, at="t", by=None)

    assert after["goals"] == before["goals"]
    assert after["method"] == {"content": {"approach": "나"}, "version": 2, "at": "t", "by": None}
    assert "method" not in before


def test_content_is_empty_before_the_first_save():
    assert plan.content({}, Section.GOALS) == {}
    assert plan.saved_version({}, Section.GOALS) == 0


@pytest.mark.parametrize(("edited", "stale"), [(2, True), (3, False), (4, False)])
def test_is_stale_only_when_saved_after_the_edited_version(edited, stale):
    kept = saved(Section.GOALS, {}, version=3)

    assert plan.is_stale(kept, Section.GOALS, edited=edited) is stale
    assert plan.is_stale(kept, Section.METHOD, edited=edited) is False


def test_places_begin_with_the_lead():
    kept = saved(Section.TEAM, plans.team("가람 컨소시엄", partners=1))

    assert plan.places(kept) == (
        Place("lead", "주식회사 가람", plans.registration_no(1), "총괄"),
        Place("p1", "나래소프트", plans.registration_no(2), "데이터 구축과 분야별 실증"),
    )
    assert [place.is_lead for place in plan.places(kept)] == [True, False]


def test_places_of_an_empty_plan_are_a_nameless_lead():
    assert plan.places({}) == (Place("lead", "", "", ""),)


def test_people_begin_with_the_principal():
    kept = saved(Section.RESEARCHERS, plans.researchers())

    assert plan.people(kept)[0] == Person("홍길동", "lead", "principal@example.test", is_principal=True)
    assert [person.name for person in plan.people(kept)] == ["홍길동", "성춘향", "이몽룡"]


def test_people_leaves_out_an_empty_principal():
    kept = saved(Section.RESEARCHERS, {"principal": {"name": "", "place": "", "email": ""}, "researchers": []})

    assert plan.people(kept) == ()


@pytest.mark.parametrize(("last", "expected"), [(0, ["p4", "p5"]), (9, ["p10", "p11"])])
def test_next_keys_never_gives_a_key_again(last, expected):
    kept = saved(Section.TEAM, plans.team(partners=3) | {"last_key": last})

    assert list(islice(plan.next_keys(kept), 2)) == expected


@pytest.mark.parametrize(
    ("target", "reference", "expected"),
    [("83.5", "87.0", Fraction(835, 870)), ("", "87", None), ("83", "", None), ("83", "0", None)],
)
def test_ratio_is_exact_or_nothing(target, reference, expected):
    assert plan.ratio(target, reference) == expected

"""What a draft still lacks: every gap by its code and its place."""

import pytest

from applications.rules import completeness, plan
from applications.rules.plan import Section
from applications.rules.rule_card import RequiredDocument, Text
from portal.errors import Problem
from tests.factories import plans

REQUIRED = [
    RequiredDocument("proposal", Text("사업계획서"), True, ("pdf",), 10, None),
    RequiredDocument("evidence", Text("기타 증빙"), False, ("pdf",), 10, None),
]


def draft(**changes):
    """A complete plan in which these sections' contents are changed."""
    kept = {}
    for section, content in plans.sections().items():
        kept = plan.with_section(
            kept, section, content=content | changes.get(section.value, {}), version=1, at="t", by=1
        )
    return kept


def found(kept, filed=("proposal",)):
    return completeness.problems(kept, filed=filed, required=REQUIRED)


def test_problems_of_a_complete_draft_are_none():
    assert found(draft()) == []


def test_problems_of_an_empty_draft_name_every_section():
    listed = found({}, filed=())

    assert [(problem.code, problem.field_name) for problem in listed] == [
        ("team_name_missing", "team.team_name"),
        ("title_missing", "team.title"),
        ("lead_name_missing", "team.lead_name"),
        ("lead_registration_no_missing", "team.lead_registration_no"),
        ("principal_missing", "researchers.principal_name"),
        ("summary_missing", "goals.summary"),
        ("benchmarks_missing", "goals.benchmarks"),
        ("approach_missing", "method.approach"),
        ("training_missing", "method.training"),
        ("independence_missing", "method.independence"),
        ("milestones_missing", "schedule.milestones"),
        ("gpus_missing", "resources.gpus"),
        ("data_missing", "resources.data"),
        ("release_missing", "ecosystem.release"),
        ("spread_missing", "ecosystem.spread"),
        ("document_missing", "documents.proposal"),
    ]
    assert {completeness.section_of(problem) for problem in listed} == {*map(str, Section), "documents"}


def row(**changes):
    return {"key": "p9", "name": "새 기관", "registration_no": "", "task": "", **changes}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"team": {"partners": [row(name="")]}, "researchers": {"researchers": []}},
            Problem("partner_name_missing", {"row": 1}, "team.partners"),
        ),
        (
            {"team": {"partners": [row(name="(주) 가람")]}, "researchers": {"researchers": []}},
            Problem("organisation_twice", {"name": "(주) 가람"}, "team.partners"),
        ),
        (
            {
                "team": {"partners": [row(registration_no=plans.registration_no(1))]},
                "researchers": {"researchers": []},
            },
            Problem("organisation_twice", {"name": "새 기관"}, "team.partners"),
        ),
        (
            {"researchers": {"principal": {"name": "홍길동", "place": "lead", "email": ""}}},
            Problem("principal_email_missing", field_name="researchers.principal_email"),
        ),
        (
            {"researchers": {"principal": {"name": "홍길동", "place": "", "email": "a@example.test"}}},
            Problem("researcher_without_place", {"name": "홍길동"}, "researchers.principal"),
        ),
        (
            {"researchers": {"researchers": [{"name": "", "place": "lead", "email": "a@example.test"}]}},
            Problem("researcher_name_missing", {"row": 1}, "researchers.researchers"),
        ),
        (
            {"researchers": {"researchers": [{"name": "이몽룡", "place": "p99", "email": ""}]}},
            Problem("researcher_without_place", {"name": "이몽룡"}, "researchers.researchers"),
        ),
        (
            {"goals": {"benchmarks": [plans.goals()["benchmarks"][0] | {"target_score": ""}]}},
            Problem("benchmarks_incomplete", {"row": 1}, "goals.benchmarks"),
        ),
        (
            {"schedule": {"milestones": [plans.schedule()["milestones"][0], {"work": "가"}]}},
            Problem("milestones_incomplete", {"row": 2}, "schedule.milestones"),
        ),
        (
            {"resources": {"gpus": [{"model": "B200", "count": "", "months": 6}]}},
            Problem("gpus_incomplete", {"row": 1}, "resources.gpus"),
        ),
    ],
)
def test_problems_name_the_row_that_lacks_something(changes, problem):
    assert found(draft(**changes)) == [problem]


def test_problems_accept_a_team_that_brings_its_own():
    own = {"no_gpu": True, "gpus": [], "no_data": True, "data": []}

    assert found(draft(resources=own)) == []


@pytest.mark.parametrize(("refused", "code"), [("no_gpu", "gpus_contradict"), ("no_data", "data_contradict")])
def test_problems_refuse_what_is_needed_and_not_needed(refused, code):
    assert found(draft(resources={refused: True})) == [Problem(code, field_name=f"resources.{refused}")]


def test_problems_ask_only_for_required_documents():
    assert found(draft(), filed=("evidence",)) == [
        Problem("document_missing", {"document": "proposal"}, "documents.proposal")
    ]

"""What is handed in, as one document."""

from applications.rules import plan
from applications.rules.manifest import FiledDocument, manifest
from applications.rules.plan import Section
from tests.factories import plans


def complete(**team):
    kept = {}
    for section, content in plans.sections(**team).items():
        kept = plan.with_section(kept, section, content=content, version=1, at="t", by=1)
    return kept


def filed(kind, version=1):
    return FiledDocument(kind, version, f"{kind}.pdf", 10, "a" * 64, 5)


def of(kept, *documents):
    return manifest(kept, application="A7K3-Q9RM", round_="2026-additional", documents=documents)


def test_manifest_names_everything():
    made = of(complete(partners=1), filed("proposal", 2), filed("evidence"))

    assert {key: made[key] for key in ("format", "round", "application", "team_name", "title")} == {
        "format": "gwaban/manifest-1",
        "round": "2026-additional",
        "application": "A7K3-Q9RM",
        "team_name": "가람 컨소시엄",
        "title": plans.team()["title"],
    }
    assert [(row["role"], row["name"]) for row in made["consortium"]] == [
        ("lead", "주식회사 가람"),
        ("participant", "나래소프트"),
    ]
    assert made["researchers"][2] == {
        "role": "researcher",
        "name": "이몽룡",
        "organisation": "나래소프트",
        "email": "",
    }
    assert list(made["plan"]) == ["goals", "method", "schedule", "resources", "ecosystem"]
    assert made["plan"]["goals"]["benchmarks"][0]["ratio"] == "167/174"
    assert made["files"] == [
        {"kind": "evidence", "version": 1, "name": "evidence.pdf", "size": 10, "sha256": "a" * 64, "file": 5},
        {"kind": "proposal", "version": 2, "name": "proposal.pdf", "size": 10, "sha256": "a" * 64, "file": 5},
    ]


def test_manifest_is_the_same_whatever_order_the_files_come_in():
    kept = complete()

    assert of(kept, filed("a"), filed("b")) == of(kept, filed("b"), filed("a"))


def test_manifest_does_not_change_with_a_save_that_changes_nothing():
    kept = complete()
    again = plan.with_section(kept, Section.GOALS, content=plans.goals(), version=9, at="later", by=2)

    assert of(again) == of(kept)


def test_manifest_of_an_incomplete_draft_leaves_empty_what_is_missing():
    made = of({})

    assert (made["team_name"], made["researchers"], made["files"]) == ("", [], [])
    assert made["plan"]["goals"] == {"benchmarks": []}


def test_manifest_has_no_share_while_a_score_is_missing():
    kept = complete()
    row = plans.goals()["benchmarks"][0] | {"target_score": ""}
    changed = plan.with_section(kept, Section.GOALS, content={"benchmarks": [row]}, version=2, at="t", by=1)

    assert of(changed)["plan"]["goals"]["benchmarks"][0]["ratio"] is None


def test_manifest_leaves_empty_an_organisation_that_is_gone():
    kept = complete(partners=0)

    assert of(kept)["researchers"][2]["organisation"] == ""

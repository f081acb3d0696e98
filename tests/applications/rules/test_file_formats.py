"""What is wrong with a file: the first thing that stands in its way."""

import pytest

from applications.rules.file_formats import FORMATS, MB, Archive, FileFacts, accept, labels, problem
from applications.rules.rule_card import RequiredDocument, Text
from portal.errors import Problem

WANTED = RequiredDocument("proposal", Text("사업계획서"), True, ("pdf", "zip"), 10, 200)


def facts(**changes):
    return FileFacts(
        **{"name": "계획서.pdf", "size": 1000, "sha256": "a" * 64, "content": "pdf", "pages": 3, **changes}
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"name": "계획서.PDF"}, None),
        ({"pages": 200}, None),
        ({"pages": None}, None),
        ({"size": 10 * MB}, None),
        ({"size": 0, "content": ""}, Problem("file_is_empty")),
        ({"size": 10 * MB + 1}, Problem("file_too_large", {"max": 10})),
        ({"name": "계획서.exe"}, Problem("format_not_taken", {"formats": "PDF, ZIP"})),
        ({"name": "계획서"}, Problem("format_not_taken", {"formats": "PDF, ZIP"})),
        ({"name": ".pdf"}, Problem("format_not_taken", {"formats": "PDF, ZIP"})),
        ({"name": "계획서.hwp", "content": "hwp"}, Problem("format_not_taken", {"formats": "PDF, ZIP"})),
        ({"content": "hwp"}, Problem("content_is_another_format", {"extension": ".pdf", "found": "HWP"})),
        ({"content": ""}, Problem("content_is_unknown", {"extension": ".pdf"})),
        ({"is_locked": True}, Problem("file_is_locked")),
        ({"is_locked": True, "content": ""}, Problem("file_is_locked")),
        ({"is_broken": True}, Problem("file_is_broken")),
        ({"is_broken": True, "content": "zip"}, Problem("file_is_broken")),
        ({"pages": 201}, Problem("too_many_pages", {"pages": 201, "max": 200})),
    ],
)
def test_problem_is_the_first_in_the_way(changes, expected):
    assert problem(facts(**changes), WANTED) == expected


def test_problem_counts_pages_only_where_the_card_limits_them():
    unlimited = RequiredDocument("proposal", Text("사업계획서"), True, ("pdf",), 10, None)

    assert problem(facts(pages=5000), unlimited) is None


@pytest.mark.parametrize(
    ("archive", "expected"),
    [
        (Archive(3, 2000), None),
        (Archive(3, 16 * MB), None),
        (Archive(0, 0), Problem("archive_is_empty")),
        (Archive(10_001, 2000), Problem("archive_too_large_inside")),
        (Archive(3, 2049 * MB), Problem("archive_too_large_inside")),
        (Archive(3, 17 * MB), Problem("archive_too_large_inside")),
        (Archive(3, 2000, has_unsafe_names=True), Problem("archive_has_unsafe_names")),
    ],
)
def test_problem_looks_into_the_directory_of_an_archive(archive, expected):
    packed = facts(name="서류.zip", content="zip", pages=None, archive=archive)

    assert problem(packed, WANTED) == expected


def test_accept_and_labels_speak_of_the_same_formats():
    assert accept(("pdf", "hwpx")) == ".pdf,.hwpx"
    assert labels(("pdf", "hwpx")) == "PDF, HWPX"


def test_formats_have_one_extension_each():
    assert len({each.extension for each in FORMATS.values()}) == len(FORMATS)

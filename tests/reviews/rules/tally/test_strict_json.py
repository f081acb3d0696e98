"""Texts that are no JSON, or not the JSON that tally-1 asks for."""

import json
import sys

import pytest

from reviews.rules.tally import Document, Malformed, document_from, read
from tests.reviews.rules.tally.documents import worked_example

TEXT = json.dumps(worked_example())


def faults(source):
    with pytest.raises(Malformed) as caught:
        read(source)
    assert str(caught.value) == "\n".join(str(fault) for fault in caught.value.faults)
    return [str(fault).partition(":")[0] for fault in caught.value.faults]


@pytest.mark.parametrize("source", [TEXT, TEXT.encode(), f" \r\n\t{TEXT}\n".encode()])
def test_read_a_well_formed_document(source):
    assert read(source) == document_from(worked_example())
    assert isinstance(read(source), Document)


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b" ",
        b"{",
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-32"),
        TEXT.encode()[:-1] + b', "\xff": 1}',
        TEXT.encode()[:-1] + b', "\xed\xa0\x80": 1}',
        (TEXT + TEXT).encode(),
        (TEXT + "\x00").encode(),
        (TEXT + "\u00a0").encode(),
        TEXT.replace('"P1"', "'P1'"),
        TEXT.replace('"seats": 1', '"seats": 01'),
        TEXT.replace('"seats": 1', '"seats": +1'),
        TEXT.replace('"seats": 1', '"seats": \u0661'),
        TEXT.replace('"seats": 1', '"seats": NaN'),
        TEXT.replace('"seats": 1', '"seats": Infinity'),
        TEXT.replace('"seats": 1', '"seats": -Infinity'),
        TEXT.replace('"seats": 1', '"seats": 1,'),
        TEXT.replace('"ref": "A1"', '"ref": "A\n1"'),
        TEXT.replace('"seats": 1', '"seats": 1 /* one */'),
        "[" * 200_000,
        "[" * 200_000 + "]" * 200_000,
        '{"a":' * 200_000,
        "null",
        "[]",
    ],
)
def test_read_what_is_no_document(source):
    assert faults(source) == ["$"]


@pytest.mark.parametrize("number", ["1.0", "1e0", "-0.0", "1E+2", "1e999999999", "0." + "1" * 10_000])
def test_read_a_number_with_point_or_exponent(number):
    assert faults(TEXT.replace('"seats": 1', f'"seats": {number}')) == ["rule.seats"]
    assert faults(TEXT.replace('"35.5"', number)) == ["applications[0].sheets.P1.tech"]


@pytest.mark.parametrize("digits", ["1" + "0" * 9 + "1", "9" * 13, "9" * 1_000_000, "-" + "9" * 1_000_000])
def test_read_an_integer_beyond_every_limit(digits):
    assert faults(TEXT.replace('"seats": 1', f'"seats": {digits}')) == ["rule.seats"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('{"format"', '{"format": "gwaban/tally-1", "format"', ["format"]),
        ('"seats": 1', '"seats": 1, "seats": 1', ["rule.seats"]),
        ('"seats": 1', '"seats": 1, "seats": 2, "seats": 3', ["rule.seats"]),
        (
            '"more_than"',
            '"more_than": "1/2", "more_than"',
            ["rule.majority.more_than", "rule.majority.quorum.more_than"],
        ),
        ('"P2": "no"', '"P2": "no", "P1": "yes"', ["applications[0].votes.competitiveness.P1"]),
        ('"bonus": "1.5"', '"bonus": "1.5", "\\u0062onus": "2"', ["applications[0].points.bonus"]),
        ('"seats": 1', '"seats": 1, "x": [{"y": 1, "y": 1}]', ["rule.x[0].y", "rule.x"]),
        ('"seats": 1', '"seats": 1, "seats": {"a b": 1, "a b": 2}', ["rule.seats", 'rule.seats["a b"]']),
    ],
)
def test_read_a_key_that_stands_twice(old, new, expected):
    assert faults(TEXT.replace(old, new)) == expected


def test_read_a_deep_value_where_none_belongs():
    depth = sys.getrecursionlimit() // 2
    assert faults(TEXT[:-1] + f', "x": {"[" * depth}{"]" * depth}}}') == ["x"]


def test_read_a_lone_surrogate_in_text_and_key():
    assert faults(TEXT.replace('"A1"', '"\\ud800"')) == ["applications[0].ref"]
    assert faults(TEXT[:-1] + ', "\\udfff\\n": 1}') == ['["\\udfff\\n"]']

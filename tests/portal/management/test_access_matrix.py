"""`manage.py access_matrix` prints every cell, or says what is missing and prints nothing."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.addresses import addresses
from portal.registry import registry
from portal.rules.matrix import WHO


def printed() -> list[dict[str, str]]:
    out = StringIO()
    call_command("access_matrix", stdout=out)
    return list(csv.DictReader(StringIO(out.getvalue())))


def test_matrix_has_every_address_with_a_reason_in_every_cell():
    rows = printed()

    assert {row["route"] for row in rows if row["route"].startswith("/")} == {
        f"/{route}" for route, _ in addresses().values()
    }
    assert all(all(row.values()) for row in rows)
    assert {(row["role"], row["relation"]) for row in rows} >= set(WHO.values())


def test_matrix_has_no_cell_twice():
    rows = [tuple(row.values())[:5] for row in printed() if row["route"] != "/reports/<slug:number>/file/"]

    assert len(rows) == len(set(rows))


def test_matrix_goes_to_a_file(tmp_path):
    call_command("access_matrix", to=tmp_path / "matrix.csv")

    header, *rows = (tmp_path / "matrix.csv").read_text().splitlines()
    assert header == "route,method,role,relation,phase,expected,reason"
    assert len(rows) == len(printed())


def test_an_undeclared_address_is_named_and_nothing_printed(monkeypatch):
    monkeypatch.delitem(registry.matrix, "screen")
    out = StringIO()

    with pytest.raises(CommandError, match="screen"):
        call_command("access_matrix", stdout=out)
    assert out.getvalue() == ""

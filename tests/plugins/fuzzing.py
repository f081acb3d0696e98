"""Schemathesis on the API: every operation with generated requests, by everybody in turn, on scenes that were played.

Each request is undone. What is addressed is often real, so that more than the doors is reached. An answer of 500 or
above, and one that the schema does not know, is a fault.
"""

import copy
import logging
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import schemathesis
from django.core.signals import got_request_exception, request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# How often what is addressed is real, and what is sent names something real.
REAL = 0.8


@dataclass(frozen=True)
class World:
    """Who asks (headers by role), and what exists: values by the name of what an address or a body calls for."""

    headers: Mapping[str, Mapping[str, str]]
    known: Mapping[str, Sequence[Any]]


@dataclass
class Figures:
    """What came of it: cases by operation, answers by status, and faults."""

    cases: dict[str, int] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def operations() -> Iterator[Any]:
    """Every operation of the schema, ready to be called in this process."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    schema = schemathesis.openapi.from_dict(document)
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        yield found.ok()


def fuzz(operation: Any, world: World, figures: Figures, *, cases: int, number: int) -> None:
    """Send so many requests of one operation, roles taken in turn. Faults are collected, not raised."""
    defects: list[str] = []

    def hear(**_signal: Any) -> None:
        defects.append(traceback.format_exc(limit=-4))

    got_request_exception.connect(hear)
    roles = list(world.headers)
    name = f"{operation.method.upper()} {operation.path}"

    @seed(number)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), salt=st.integers(0, 2**62))
    def send(case: Any, salt: int) -> None:
        count = figures.cases.get(name, 0)
        figures.cases[name] = count + 1
        role, chance = roles[count % len(roles)], Random(salt)
        _make_real(case, world.known, chance)
        case.headers = {**(case.headers or {}), **world.headers[role]}
        with transaction.atomic():
            try:
                response = case.call()
                figures.statuses[response.status_code] = figures.statuses.get(response.status_code, 0) + 1
                case.validate_response(response, checks=CHECKS)
            except BaseExceptionGroup as fault:
                figures.faults.append(f"{name} as {role}: {fault} {''.join(defects)}")
                defects.clear()
            transaction.set_rollback(True)

    try:
        send()
    finally:
        got_request_exception.disconnect(hear)


@contextmanager
def in_one_transaction() -> Iterator[None]:
    """Requests of this process stay on the connection whose transaction undoes them, and log no refusals."""
    signals, before = (request_started, request_finished), logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
        logging.disable(before)


def _make_real(case: Any, known: Mapping[str, Sequence[Any]], chance: Random) -> None:
    place = case.operation.path.removeprefix("/api/v1/").split("/")[0]
    case.path_parameters = {
        name: _real(value, known.get(f"{place}.{name}") or known.get(name), chance)
        for name, value in (case.path_parameters or {}).items()
    }
    if case.headers and "If-Match" in case.headers:
        case.headers["If-Match"] = _real(case.headers["If-Match"], known["If-Match"], chance)
    if isinstance(case.body, dict):
        case.body = {name: _real(value, known.get(f"body.{name}"), chance) for name, value in case.body.items()}


def _real(value: Any, values: Sequence[Any] | None, chance: Random) -> Any:
    return copy.deepcopy(chance.choice(values)) if values and chance.random() < REAL else value

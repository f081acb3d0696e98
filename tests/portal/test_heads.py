"""Heads are signed at the gates and where somebody asks; what they say can be checked with the key alone."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from portal import audit, heads, signing
from portal.canonical import canonical
from portal.clusters import server_now
from portal.models import SignedHead
from portal.registry import registry
from portal.roles import SYSTEM

pytestmark = pytest.mark.django_db


def recorded(verb):
    audit.open_chain("round/heads")
    return audit.record(actor=SYSTEM, verb=verb, subject="heads", at=server_now(), data={}, chain="round/heads")


def test_gate_signs_the_head_of_its_own_link():
    entry = recorded("round.open")

    (head,) = heads.of_chain("round/heads")
    signed = {name: head[name] for name in ("format", "chain", "seq", "hash", "gate", "at", "key")}
    assert (head["chain"], head["seq"], head["hash"]) == (entry.chain, entry.seq, entry.hash)
    assert head["gate"] == "round.open"
    assert head["key"] == signing.fingerprint(head["public_key"])
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["public_key"])).verify(
        bytes.fromhex(head["signature"]), b"gwaban/head-1\x00" + canonical(signed)
    )


def test_other_acts_sign_nothing():
    recorded("round.edit")

    assert list(heads.of_chain("round/heads")) == []


def test_sign_newest_covers_what_came_since_once():
    recorded("round.open")
    entry = recorded("round.edit")

    heads.sign_newest("round/heads", now=server_now())
    heads.sign_newest("round/heads", now=server_now())

    assert [(head["seq"], head["gate"]) for head in heads.of_chain("round/heads")] == [
        (entry.seq - 1, "round.open"),
        (entry.seq, heads.ASKED),
    ]


def test_sign_newest_of_an_empty_chain_signs_nothing():
    audit.open_chain("round/empty")

    heads.sign_newest("round/empty", now=server_now())

    assert not SignedHead.objects.filter(chain="round/empty").exists()


def test_place_of_gives_link_and_head_as_they_were_signed(django_assert_num_queries):
    entry = recorded("round.open")

    with django_assert_num_queries(1):
        place = heads.place_of("heads", "round.open")

    assert (place.chain, place.seq, place.hash) == (entry.chain, entry.seq, entry.hash)
    assert place.head == heads.at_link(entry.chain, entry.seq) == heads.at_gate(entry.chain, "round.open")
    assert heads.place_of("heads", "round.close") is None


def test_in_words_says_nothing_without_a_head():
    assert heads.in_words(None) == []
    assert heads.at_link("round/heads", 1) is None
    assert heads.at_gate("round/heads", "round.open") is None


def test_every_gate_is_an_act_that_has_its_words():
    assert sorted(registry.gates - registry.audit_verbs.keys()) == []
    assert sorted(registry.public_links - registry.gates) == []

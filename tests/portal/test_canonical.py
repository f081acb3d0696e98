"""Canonical bytes and salted commitments."""

import pytest

from portal.canonical import canonical, commitment, new_nonce, sha256_hex


def test_canonical_sorts_keys_and_keeps_korean():
    assert canonical({"b": [1, "2"], "a": {"과반": True}}) == '{"a":{"과반":true},"b":[1,"2"]}'.encode()


@pytest.mark.parametrize("value", [1.5, {"a": [1.0]}, (0.1,)])
def test_canonical_refuses_floats(value):
    with pytest.raises(ValueError, match="Floats"):
        canonical(value)


def test_commitment_binds_to_data_and_nonce():
    nonce, other = new_nonce(), new_nonce()
    bound = commitment(b"35.5", nonce)

    assert len(nonce) == 16
    assert bound == commitment(b"35.5", nonce)
    assert len({bound, commitment(b"35.6", nonce), commitment(b"35.5", other), sha256_hex(b"35.5")}) == 4

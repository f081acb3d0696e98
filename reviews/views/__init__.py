"""How pages come out: door → form → one action → redirect."""

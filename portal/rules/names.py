"""Organisation names: how two spellings of one name are found to be the same."""

import re
import unicodedata

_LEGAL_FORMS = re.compile(r"주식회사|유한회사|사단법인|재단법인|\(주\)|\(유\)|\(재\)|\(사\)|inc\.?$|ltd\.?$|corp\.?$")


def search_key(name: str) -> str:
    """The name without legal form, spaces and case, in NFKC (㈜ becomes (주), then nothing)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s·.,()-]", "", _LEGAL_FORMS.sub("", folded))

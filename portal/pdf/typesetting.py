"""Korean text made ready for the engine, in the parsed document.

WeasyPrint knows no `word-break: keep-all`. A word joiner (U+2060) between syllables does the same: lines break between
words, narrow columns keep words whole, and it leaves no trace in the PDF, neither as a glyph nor as extracted text.
"""

import re
import unicodedata
from collections.abc import Container
from xml.etree.ElementTree import Element

from portal.pdf.parts import PdfError

JOINER, BREAK = "\u2060", "\u200b"
INLINE = frozenset({"a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "small", "span", "strong", "sub", "sup"})
TABLES = frozenset({"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"})
TEXTS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "br", "wbr", "time"})
FRAMES = frozenset(
    {"html", "body", "header", "main", "footer", "section", "article", "div", "figure", "figcaption", "img"}
)
SILENT = frozenset({"head", "title", "style", "meta"})
BLOCKS = TABLES | TEXTS | FRAMES | SILENT

# Syllables, letters, Hanja and kana.
KOREAN = r"\uac00-\ud7a3\u3131-\u318c\u3400-\u9fff\uf900-\ufaff\u3041-\u30ff"
# Within a word, lines may break after middle dots, slashes, dashes and the like.
RUN = re.compile(r"[^\s\u200b·\u318d/,_~–—→-]+")
SEAM = re.compile(rf"(?<=.)(?=[{KOREAN}])|(?<=[{KOREAN}])(?=[0-9A-Za-z%])")
# A longer run of Korean may break anywhere, or a name without a space would push its column off the page.
LONGEST_RUN = 16
LONG_TOKEN = re.compile(r"\S{25,}")
SEPARATOR = re.compile(r"[_./?&=]")
LONG_SIGN = re.compile(r"[!-~]{17,}")
STEP = 8

SPACES = {0x09: "\t", 0x0A: "\n", 0x0B: " ", 0x0C: " ", 0x0D: "\n", 0x20: " ", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
# Characters without a shape of their own; those that turn the direction of text could make it read otherwise.
INVISIBLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
)  # fmt: skip


class Printable(dict[int, str | None]):
    """For `str.translate`: what the fonts cannot draw is written as `[U+1F600]`, what has no shape is left out."""

    def __init__(self, covered: Container[int]) -> None:
        super().__init__(SPACES)
        self.covered = covered

    def __missing__(self, code: int) -> str | None:
        if any(first <= code <= last for first, last in INVISIBLE):
            drawn = None
        else:
            drawn = chr(code) if code in self.covered else f"[U+{code:04X}]"
        self[code] = drawn
        return drawn


def typeset(root: Element, printable: Printable) -> None:
    """Prepare every text of the document in place. Raises PdfError for an element that a report may not hold."""
    _Typesetter(printable).element(root)


def spaced(text: str) -> str:
    """The text with its breaks set: Korean words joined; file names, addresses and hashes made breakable."""
    text = LONG_TOKEN.sub(_breakable, text)
    return text if text.isascii() else RUN.sub(_joined, text)


def _breakable(token: re.Match[str]) -> str:
    return LONG_SIGN.sub(_stepped, SEPARATOR.sub(rf"\g<0>{BREAK}", token[0]))


def _stepped(sign: re.Match[str]) -> str:
    return BREAK.join(sign[0][at : at + STEP] for at in range(0, len(sign[0]), STEP))


def _joined(run: re.Match[str]) -> str:
    return SEAM.sub(JOINER, run[0]) if len(run[0]) <= LONGEST_RUN else run[0]


class _Typesetter:
    """Walks the document in reading order; `before` is the character that the next text follows on its line."""

    def __init__(self, printable: Printable) -> None:
        self.printable = printable
        self.before = " "

    def element(self, element: Element) -> None:
        if not isinstance(element.tag, str):
            element.text = None  # a comment
            return
        inline = element.tag in INLINE
        if not inline and element.tag not in BLOCKS:
            raise PdfError("element", tag=element.tag[:40])
        if not inline:
            self.before = " "
        if element.tag not in SILENT:
            element.text = self.text(element.text)
        for child in element:
            self.element(child)
            child.tail = self.text(child.tail)
        if not inline:
            self.before = " "

    def text(self, text: str | None) -> str | None:
        if not text:
            return text
        if not text.isascii():
            text = unicodedata.normalize("NFC", text).translate(self.printable)
        elif not text.isprintable():
            text = text.translate(self.printable)
        if not text:
            return text
        follows = SEAM.search(self.before + text, 1, 2) if RUN.fullmatch(self.before) else None
        self.before = text[-1]
        return f"{JOINER}{spaced(text)}" if follows else spaced(text)

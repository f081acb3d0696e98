"""The closed list of what a document may load: the house's two fonts. Everything else stops the job."""

from functools import cache
from pathlib import Path

import weasyprint
from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.pdf.parts import PdfError

# A name that no installed font can have, so that the machine's own fonts never take part.
FAMILY = "Gwaban Pretendard GOV"
FONTS = {400: "PretendardGOV-Regular.ttf", 700: "PretendardGOV-Bold.ttf"}
FACES = "".join(
    f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url("asset:{name}") }}'
    for weight, name in FONTS.items()
)
TRUETYPE = b"\x00\x01\x00\x00"


class ListedOnly(URLFetcher):
    """Serves `asset:<font file>`. WeasyPrint swallows every error but the fatal one, and would print without."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix("asset:")
        if name == url or name not in FONTS.values():
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, font(name), {"Content-Type": "font/ttf"})


def font_path(name: str) -> Path:
    """Where set-up puts a report font."""
    return settings.BUILD_DIR / "assets" / "fonts" / name


def font(name: str) -> bytes:
    """A report font. Raises PdfError unless it is TrueType: other outlines print wrong in MuPDF and PDF.js."""
    try:
        data = font_path(name).read_bytes()
    except OSError as error:
        raise PdfError("fonts", name=name) from error
    if not data.startswith(TRUETYPE):
        raise PdfError("fonts", name=name)
    return data


@cache
def covered() -> frozenset[int]:
    """The code points that every report font can draw."""
    faces = []
    for name in FONTS.values():
        font(name)
        with TTFont(font_path(name), lazy=True) as face:
            faces.append(frozenset(face.getBestCmap()))
    return frozenset.intersection(*faces)


def style(fonts: FontConfiguration, fetcher: URLFetcher, numbering: CounterStyle) -> list[weasyprint.CSS]:
    """The font faces and the print style of every report, parsed once for each process."""
    sheet = settings.BASE_DIR / "templates" / "reports" / "_style.css"
    return [
        weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher, counter_style=numbering)
        for text in (FACES, sheet.read_text(encoding="utf-8"))
    ]

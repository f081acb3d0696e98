"""PDFs read back: by MuPDF always, by poppler where the machine has it."""

import shutil
import subprocess
from io import BytesIO

import pikepdf
import pymupdf
import pytest
import tinyhtml5
from PIL import Image, ImageChops, ImageStat

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")


# A4 without its margins, in points.
BODY = (0, 60, 596, 786)


def text(data: bytes, *, clip: tuple[int, int, int, int] | None = None) -> str:
    """The text in the order in which it was written, one space between words; `BODY` leaves the running lines out."""
    with pymupdf.open(stream=data) as document:
        return " ".join(word for page in document for word in page.get_text(clip=clip).split())


def poppler_text(data: bytes) -> str:
    """The same by poppler."""
    ran = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(ran.stdout.decode().split())


def html_words(html: str) -> list[str]:
    """The words of a page's body, as a browser would show them."""
    body = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    for running in [each for each in body if each.get("class", "").startswith("running-")]:
        body.remove(running)
    for element in body.iter():
        if element.tag not in {"strong", "em", "code", "i"}:
            element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return "".join(body.itertext()).split()


def missing_glyphs(data: bytes) -> list[str]:
    """The characters that were drawn as an empty box."""
    with pymupdf.open(stream=data) as document:
        drawn = [char for page in document for span in page.get_texttrace() for char in span["chars"]]
    return [chr(code) for code, glyph, *_ in drawn if glyph == 0]


def pictures(data: bytes, *, engine: str, dpi: int = 60) -> list[Image.Image]:
    """Every page as a grey picture, by `mupdf` or `poppler`."""
    if engine == "mupdf":
        with pymupdf.open(stream=data) as document:
            sheets = [page.get_pixmap(dpi=dpi).tobytes("png") for page in document]
        return [Image.open(BytesIO(sheet)).convert("L") for sheet in sheets]
    ran = subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), "-"], input=data, capture_output=True, check=True)
    return _netpbm(ran.stdout)


def _netpbm(stream: bytes) -> list[Image.Image]:
    sheets = []
    while stream:
        _, size, _, rest = stream.split(b"\n", 3)
        width, height = map(int, size.split())
        sheets.append(Image.frombytes("L", (width, height), rest[: width * height]))
        stream = rest[width * height :]
    return sheets


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, 0 to 255 in the worst spot; what only the edges of letters differ in is blurred."""
    spots = (one.width // 8, one.height // 8)
    return ImageStat.Stat(ImageChops.difference(one.reduce(4).resize(spots), other.reduce(4).resize(spots))).extrema[0][
        1
    ]


def catalog(data: bytes) -> pikepdf.Pdf:
    """The file, opened for looking into."""
    return pikepdf.open(BytesIO(data))

"""The last touches that make the file what it claims to be: PDF/A-3a and PDF/UA-1, with neutral metadata.

They work on WeasyPrint's own objects just before the bytes are written (its `finisher`), so the file is written once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

import pydyf
from weasyprint import Document

from portal.pdf.assets import FAMILY
from portal.pdf.parts import Attachment, PdfError

PRODUCER = "Gwaban"
# PDF/A allows only properties it knows; that of PDF/UA has to bring its own description.
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{created}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def finish(
    document: Document,
    pdf: pydyf.PDF,
    *,
    title: str,
    lang: str,
    created: datetime,
    attachments: Sequence[Attachment],
) -> None:
    """Correct the PDF that is about to be written. Raises PdfError("glyphs") when other fonts had to help out."""
    _check_fonts(document)
    objects = {each.reference: each for each in pdf.objects}
    _describe(pdf, objects, XMP.format(
        title=escape(title), lang=escape(lang), producer=PRODUCER, created=created.isoformat(timespec="seconds")
    ))  # fmt: skip
    _declare_attachments(pdf, objects, {each.name: each.mime for each in attachments})
    structure = objects[pdf.catalog["StructTreeRoot"]]
    _mark_page_furniture(pdf, objects, structure)
    _name_header_cells(pdf, objects, structure)


def _check_fonts(document: Document) -> None:
    missing = sorted({code for font in document.fonts.values() for code in font.missing})
    strange = sorted({font.family for font in document.fonts.values() if font.family != FAMILY})
    if missing or strange:
        raise PdfError("glyphs", characters=", ".join([*(f"U+{code:04X}" for code in missing), *strange])[:200])


def _describe(pdf: pydyf.PDF, objects: Mapping[bytes, pydyf.Object], packet: str) -> None:
    pdf.info["Producer"] = pydyf.String(PRODUCER)
    metadata = objects[pdf.catalog["Metadata"]]
    metadata.stream = [packet.encode()]
    # Archives want to read this part without any decoder.
    metadata.compress = False


def _declare_attachments(pdf: pydyf.PDF, objects: Mapping[bytes, pydyf.Object], mimes: Mapping[str, str]) -> None:
    if "AF" not in pdf.catalog:
        return
    # WeasyPrint lists every file twice.
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for reference in pdf.catalog["AF"]:
        entry = objects[reference]
        stream = objects[entry["EF"]["F"]]
        stream.extra["Subtype"] = f"/{mimes[entry['UF'].string].replace('/', '#2f')}"


def _mark_page_furniture(pdf: pydyf.PDF, objects: Mapping[bytes, pydyf.Object], structure: pydyf.Dictionary) -> None:
    """Page numbers and running lines are no content: WeasyPrint tags them, but outside of the tree."""
    root = objects[structure["K"][0]]
    content = set(root["K"])
    marked = objects[structure["ParentTree"]]["Nums"]
    pages = (objects[reference] for reference in pdf.page_references)
    for page, owners in zip(pages, marked[1::2], strict=False):
        furniture = {
            number for number, owner in enumerate(owners) if _topmost(owner, root.reference, objects) not in content
        }
        stream = objects[page["Contents"]].stream
        for at in [at for at, item in enumerate(stream) if item == b"BDC"]:
            if stream[at - 1].get("MCID") in furniture:
                stream[at - 2 : at] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
        for number in furniture:
            owners[number] = "null"


def _topmost(reference: bytes, root: bytes, objects: Mapping[bytes, pydyf.Object]) -> bytes:
    while (parent := objects[reference]["P"]) != root:
        reference = parent
    return reference


def _name_header_cells(pdf: pydyf.PDF, objects: Mapping[bytes, pydyf.Object], structure: pydyf.Dictionary) -> None:
    """Header cells say what they head, and can be found by the names that the other cells use."""
    named = {}
    for cell in _header_cells(pdf.objects):
        group = objects[objects[cell["P"]]["P"]]
        cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
        if "ID" in cell:
            named[cell["ID"].string] = cell
    if named:
        names = pydyf.Array(part for name in sorted(named) for part in (named[name]["ID"], named[name].reference))
        structure["IDTree"] = pydyf.Dictionary({"Names": names})


def _header_cells(objects: Iterable[pydyf.Object]) -> Iterator[pydyf.Dictionary]:
    for each in objects:
        if isinstance(each, pydyf.Dictionary) and each.get("S") == "/TH":
            yield each

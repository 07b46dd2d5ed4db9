"""Word files written by hand: a body of a few lines of XML, and the parts it needs beside it."""

from __future__ import annotations

import io
import zipfile

from extract.reading.source import SourceText
from extract.reading.word import reader as word

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:r="{_OFFICE}/relationships"'
)
_ROOTS = {"header1": "hdr", "footer1": "ftr"}
STRICT = {
    f"{_OFFICE}/": "http://purl.oclc.org/ooxml/officeDocument/",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/": "http://purl.oclc.org/ooxml/wordprocessingml/",
}


def part(name: str, content: str) -> str:
    """A part of a Word file, from what stands in its root."""
    root = _ROOTS.get(name, name)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{content}</w:{root}>'


def word_file(body: str, *, strict: bool = False, entries: dict[str, str | None] | None = None, **parts: str) -> bytes:
    """A .docx file; parts by name (``numbering``, ``styles``, ``header1``); an entry of None stands for a lost one."""
    files: dict[str, str | None] = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    files |= {f"word/{name}.xml": part(name, content) for name, content in parts.items()}
    files["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
    files["word/_rels/document.xml.rels"] = _relations({name.rstrip("1"): f"{name}.xml" for name in parts})
    files["[Content_Types].xml"] = f'<Types xmlns="{_PACKAGE}/content-types"/>'
    files |= entries or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            for here, there in STRICT.items() if strict else ():
                content = content and content.replace(here, there)  # noqa: PLW2901
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


def _relations(targets: dict[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def read(body: str, **parts: str) -> SourceText:
    """The source of a .docx file with this body."""
    return word.read(word_file(body, **parts), "方案.docx")


def run(words: str, properties: str = "") -> str:
    """A run of words; a tab or a line feed as Word writes them."""
    content = "".join({"\t": "<w:tab/>", "\n": "<w:br/>"}.get(char, char) for char in words)
    content = "".join(
        each if each.startswith("<") else f"<w:t xml:space='preserve'>{each}</w:t>" for each in _cut(content)
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def _cut(content: str) -> list[str]:
    pieces = content.replace("<", "\0<").replace(">", ">\0").split("\0")
    return [each for each in pieces if each]


def p(content: str = "", properties: str = "") -> str:
    """A paragraph: of plain words, or of XML that begins with a tag."""
    inner = content if content.startswith("<") else run(content) if content else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell: of a paragraph of plain words, or of XML that begins with a tag."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, each a ``tc`` or plain words."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def numbered(words: str, level: int = 0, number: int = 1, more: str = "") -> str:
    """A paragraph of an automatic list."""
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>{more}')


def lvl(
    index: int, words: str, number_format: str = "decimal", more: str = "", *, start: int = 1, suffix: str = ""
) -> str:
    """A level of a list; by default nothing stands behind its number."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:suff w:val="{suffix or "nothing"}"/><w:lvlText w:val="{words}"/></w:lvl>'
    )


def lists(*levels: str, overrides: dict[int, str] | None = None, more: str = "") -> str:
    """The numbering part: one definition of these levels, list 1 of it, and further lists of it with overrides."""
    further = {1: "", **(overrides or {})}
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{said}</w:num>' for number, said in further.items()
    )
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{more}{nums}'


def style(style_id: str, name: str, content: str = "", *, based_on: str = "", kind: str = "paragraph") -> str:
    """A style by its id and name."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{content}</w:style>'


def styled(words: str, style_id: str, more: str = "") -> str:
    """A paragraph of a style."""
    return p(words, f'<w:pStyle w:val="{style_id}"/>{more}')


def field(instruction: str, result: str = "") -> str:
    """A field; its result a run of plain words, or XML; none where it has none."""
    inner = result if result.startswith("<") else run(result)
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{inner}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


STYLES = (
    style("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("a2", "标题 2")
    + style("b3", "三级", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("c", "我的一级", based_on="1")
)


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: twice, for newer and older programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx>'
        f"</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )

"""A `Paper` as PDF, A4. It loads the PDF library: import it only to write.

The bytes hold no time of writing, so that equal papers give equal files. The type is Helvetica, which every reader has;
Chinese stands in a reader's own Song type. What neither can show becomes a question mark, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from tenor.reports.formats import MINUS
from tenor.reports.paper import Facts, Paper, PaperTable

_LEFT, _TOP, _BOTTOM = 16 * mm, 15 * mm, 18 * mm
_FRAME = 6  # padding of the library's frame on every side
_WIDTH = A4[0] - 2 * _LEFT
_INK, _MUTED, _RULE, _FAINT, _BLUE, _AMBER, _AMBER_PALE = map(
    colors.HexColor, ("#1d2430", "#59616e", "#d9dce1", "#f4f5f7", "#12436d", "#8a4b08", "#fdf4e3")
)
_CHINESE = "STSong-Light"
_PLAIN = str.maketrans({MINUS: "-"})
_CELL_SIZES = ((11, 7.2), (13, 6.5), (99, 5.8))  # up to so many columns stand in this size
_HASH_FROM = 60  # characters: what is longer and starts like a hash is one
_UNSHOWN = "Characters for which this document has no type are shown as ?; the HTML statement holds them."


def _style(name: str, size: float, **changes: Any) -> ParagraphStyle:  # noqa: ANN401 -- any property of a style
    plain = {"fontName": "Helvetica", "fontSize": size, "leading": size * 1.3, "textColor": _INK, "splitLongWords": 1}
    return ParagraphStyle(name, **{**plain, **changes})


_BOLD = {"fontName": "Helvetica-Bold"}
_ISSUER = _style("issuer", 10.5, **_BOLD, textColor=_BLUE)
_TITLE = _style("title", 17, fontName="Times-Bold", spaceBefore=3)
_SUBTITLE = _style("subtitle", 10.5)
_SMALL = _style("small", 8, textColor=_MUTED, spaceBefore=3)
_WARNING = _style(
    "warning",
    8.6,
    **_BOLD,
    textColor=_AMBER,
    backColor=_AMBER_PALE,
    borderPadding=5,
    leftIndent=5,
    rightIndent=5,
    spaceBefore=10,
)
_LABEL, _TEXT = _style("label", 8, textColor=_MUTED), _style("text", 8)
_FIGURE = _style("figure", 10.5, **_BOLD)
_HEADING = _style("heading", 9.6, **_BOLD, spaceBefore=11, spaceAfter=3)
_CELLS = {
    (size, is_number, strong): _style(
        f"cell-{size}-{is_number}-{strong}",
        size,
        **(_BOLD if strong else {}),
        **({"alignment": TA_RIGHT} if is_number else {}),
    )
    for _, size in _CELL_SIZES
    for is_number in (False, True)
    for strong in (False, True)
}
_HASH = _style("hash", 6.6, fontName="Courier")


def paper_pdf(paper: Paper) -> bytes:
    """The document; equal papers give equal bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(_CHINESE))
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=_LEFT - _FRAME,
        rightMargin=_LEFT - _FRAME,
        topMargin=_TOP,
        bottomMargin=_BOTTOM,
        title=f"{paper.title}: {paper.reference}",
        author=paper.issuer,
        subject=paper.subtitle,
        creator="Tenor",
        lang="en",
        invariant=1,
    )
    document.build(list(_story(paper)), canvasmaker=_numbered(_shown(paper.reference)))
    return target.getvalue()


def _story(paper: Paper) -> Iterable[Flowable]:
    yield _Rule(3, _BLUE)
    yield Spacer(0, 6)
    yield _line(paper.issuer, _ISSUER)
    yield _line(paper.title, _TITLE)
    yield _line(paper.subtitle, _SUBTITLE)
    yield _line(f"Reference {paper.reference}", _SMALL)
    yield Spacer(0, 5)
    yield _Rule(0.7, _INK)
    if paper.warning:
        yield _line(paper.warning, _WARNING)
        yield Spacer(0, 5)
    yield Spacer(0, 5)
    yield _facts(paper.account, _WIDTH)
    yield Spacer(0, 7)
    gap = 7 * mm
    sides = ((_WIDTH - gap) * 5 / 11, (_WIDTH - gap) * 6 / 11)
    pair = [[_facts(paper.bond, sides[0]), "", _facts(paper.register, sides[1])]]
    yield Table(pair, colWidths=[sides[0], gap, sides[1]], style=_styled())
    yield Spacer(0, 9)
    yield _figures(paper.figures)
    for table in paper.tables:
        yield from _table(table)
    notes = (*paper.notes, *((_UNSHOWN,) if "?" in _shown(_all_text(paper).replace("?", "")) else ()))
    heading = _line("How the amounts were derived", _HEADING)
    lines = [_line(f"{number}. {note}", _TEXT) for number, note in enumerate(notes, start=1)]
    yield KeepTogether([heading, *lines])


def _styled(*commands: Any) -> TableStyle:  # noqa: ANN401 -- the library's own
    """A table whose cells have no padding but what the commands say, and stand at the top."""
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    bare = [(side, (0, 0), (-1, -1), 0) for side in sides]
    return TableStyle([*bare, ("VALIGN", (0, 0), (-1, -1), "TOP"), *commands])


class _Rule(Flowable):
    """A line over the width of the text."""

    def __init__(self, thickness: float, colour: colors.Color) -> None:
        super().__init__()
        self.width, self.height, self._colour = _WIDTH, thickness, colour

    def draw(self) -> None:
        """Draw it."""
        self.canv.setFillColor(self._colour)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)


def _facts(facts: Facts, width: float) -> Table:
    label = 24 * mm
    rows = [[_line(name, _LABEL), _line(text, _HASH if text.startswith("0x") else _TEXT)] for name, text in facts]
    style = _styled(
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    )
    return Table(rows, colWidths=[label, width - label], style=style)


def _figures(facts: Facts) -> Table:
    cells: list[list[Paragraph]] = [[_line(name, _LABEL), _line(text, _FIGURE)] for name, text in facts]
    cells += [[]] * (-len(cells) % 3)
    rows = [cells[start : start + 3] for start in range(0, len(cells), 3)]
    style = _styled(
        ("LINEABOVE", (0, 0), (-1, 0), 1.4, _BLUE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    )
    return Table(rows, colWidths=[_WIDTH / 3] * 3, style=style)


def _table(table: PaperTable) -> Iterable[Flowable]:
    heading = _line(table.title, _HEADING)
    if not table.rows:
        yield KeepTogether([heading, _line(table.empty, _LABEL)])
        return
    size = next(size for most, size in _CELL_SIZES if len(table.columns) <= most)
    right = 6 if size == _CELL_SIZES[0][1] else 3
    head = [_line(column.title, _CELLS[size, column.is_number, True]) for column in table.columns]
    body = [
        [
            _line(cell, _HASH if _is_hash(cell) else _CELLS[size, column.is_number, index in table.strong])
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for index, row in enumerate(table.rows)
    ]
    weights = [column.weight for column in table.columns]
    style = _styled(
        ("LINEABOVE", (0, 0), (-1, 0), 1.4, _BLUE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, _INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, _RULE),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 1.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), right),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        *(("BACKGROUND", (0, index + 1), (-1, index + 1), _FAINT) for index in table.strong),
        ("NOSPLIT", (0, -2), (-1, -1)),  # the last row never stands alone
    )
    drawn = Table(
        [head, *body],
        colWidths=[_WIDTH * weight / sum(weights) for weight in weights],
        repeatRows=1,
        style=style,
    )
    if table.together:
        yield KeepTogether([heading, drawn])
        return
    yield CondPageBreak(28 * mm)
    yield heading
    yield drawn


def _is_hash(text: str) -> bool:
    return text.startswith("0x") and len(text) > _HASH_FROM


def _line(text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of plain text: nothing in it is markup, and each character stands in a type that has it."""
    runs = groupby(_shown(text), key=_is_plain)
    marked = (
        escape("".join(run)) if plain else f'<font name="{_CHINESE}">{escape("".join(run))}</font>'
        for plain, run in runs
    )
    return Paragraph("".join(marked), style)


def _shown(text: str) -> str:
    """A text in the characters that there is a type for."""
    return "".join(each if _is_plain(each) or _is_chinese(each) else "?" for each in text.translate(_PLAIN))


def _is_plain(character: str) -> bool:
    return _encodes(character, "cp1252")


def _is_chinese(character: str) -> bool:
    return _encodes(character, "gbk")


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _all_text(paper: Paper) -> str:
    """What people wrote of a paper: names and cells."""
    facts = (text for part in (paper.account, paper.bond, paper.register) for pair in part for text in pair)
    cells = (cell for table in paper.tables for row in table.rows for cell in row)
    return "".join((paper.issuer, paper.subtitle, paper.reference, *facts, *cells))


def _numbered(reference: str) -> type[Canvas]:
    """A canvas that writes the reference and `page / pages` below each page: it keeps the pages until it knows both."""

    class Numbered(Canvas):
        def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- the library's own
            super().__init__(*arguments, **named)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 -- the library's name
            """Keep the page."""
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # as the library's own examples of this do

        def save(self) -> None:
            """Write all pages."""
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                self.setFont("Helvetica", 7)
                self.setFillColor(_MUTED)
                self.drawString(_LEFT, 10 * mm, reference)
                self.drawRightString(_LEFT + _WIDTH, 10 * mm, f"{number} / {len(self._kept)}")
                super().showPage()
            super().save()

    return Numbered

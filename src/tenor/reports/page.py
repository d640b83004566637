"""A page put together from blocks: what a story tells that is not one bond's life, in the look of its report.

Whoever tells a story builds a `Page`; `render_page` writes it as one self-contained HTML page. All texts are shown as
they stand; numbers are written by the teller, e.g. with `formats.decimal_text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from tenor.reports.chart_layout import Figure
from tenor.reports.check import Check
from tenor.reports.view import Verdict


@dataclass(frozen=True, slots=True)
class Heading:
    """A title within a section."""

    text: str
    template: ClassVar[str] = "heading.html.j2"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: plain, the first of the page, smaller, or one that the reader must not miss."""

    text: str
    kind: Literal["", "lead", "note", "caution"] = ""
    template: ClassVar[str] = "text.html.j2"


@dataclass(frozen=True, slots=True)
class Figures:
    """The few numbers that matter, large: label, number, and what stands small beside it."""

    figures: Sequence[tuple[str, str, str]]
    template: ClassVar[str] = "figures.html.j2"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what they say, in two columns."""

    facts: Sequence[tuple[str, str]]
    template: ClassVar[str] = "facts.html.j2"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Args:
        name: unique on the page; letters, digits, hyphens.
        caption: its title.
        description: what it shows, for those who cannot see it.
        figure: as Plotly takes it; `chart_layout` holds what charts share.
    """

    name: str
    caption: str
    description: str
    figure: Figure
    template: ClassVar[str] = "chart.html.j2"


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Args:
        caption: its title.
        columns: headings; one that ends with a colon is of numbers, which stand to the right.
        rows: a cell for each column.
        note: below it.
        sortable: whether the reader can sort it, which also lets a long one be filtered.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    sortable: bool = False
    template: ClassVar[str] = "table.html.j2"


Block: TypeAlias = Heading | Text | Figures | Facts | Chart | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its place in links, its title, what stands in it."""

    anchor: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page; the checks stand in a last section of their own.

    Args:
        title: of the page.
        kicker: above the title, what kind of page it is.
        standfirst: below the title, one or two sentences.
        sections: at least one.
        checks: what was held against what; one that differs, or none at all, is shown as an alarm.
        reconciled: one or two sentences on what the checks compare.
        colophon: labels and values at the foot of the page.
    """

    title: str
    kicker: str
    standfirst: str
    sections: Sequence[Section]
    checks: Sequence[Check]
    reconciled: str
    colophon: Sequence[tuple[str, str]] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether all checks agree; a page without checks is never called reconciled."""
        first = next((f"{check.name}: {check.difference}" for check in self.checks if not check.ok), "")
        difference = first or ("" if self.checks else "no check was made")
        compared = sum(check.compared for check in self.checks)
        return Verdict(ok=not difference, difference=difference, checks=len(self.checks), compared=compared)


def render_page(page: Page) -> str:
    """The page as HTML that loads nothing; equal pages give equal bytes."""
    from tenor.reports.templating import render  # noqa: PLC0415 -- the template engine loads slowly

    contents = [(section.anchor, section.title) for section in page.sections]
    return render(
        "page.html.j2",
        {"page": page, "verdict": page.verdict, "contents": [*contents, ("reconciliation", "Reconciliation")]},
    )

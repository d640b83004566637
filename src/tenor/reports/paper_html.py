"""A `Paper` as one self-contained HTML page for screen and A4. Import it only to write: it loads templates."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from tenor import __version__
from tenor.reports.paper import Paper


def paper_html(paper: Paper) -> str:
    """The page; equal papers give equal bytes."""
    template, css = _template()
    return template.render(paper=paper, css=css, version=__version__) + "\n"


@cache
def _template() -> tuple[Template, str]:
    loader = PackageLoader("tenor.reports")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("paper.html.j2"), loader.get_source(environment, "paper.css")[0]

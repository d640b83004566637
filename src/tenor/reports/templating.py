"""The template engine, which loads slowly: pages that hold style sheet, script and charting library inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined

from tenor import __version__
from tenor.reports.formats import FILTERS
from tenor.reports.view import total


def render(template: str, *contexts: Mapping[str, Any]) -> str:
    """A page of a template that extends `base.html.j2`; equal contexts give equal bytes.

    Raises:
        jinja2.UndefinedError: the contexts lack something that the page shows; nothing stays blank.
    """
    loader = PackageLoader("tenor.reports")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals["total"] = total
    given = {name: value for context in contexts for name, value in context.items()}
    return environment.get_template(template).render(given, version=__version__, **_assets(environment, loader)) + "\n"


def _assets(environment: Environment, loader: BaseLoader) -> dict[str, str]:
    """What a page usually links to and this one holds inside: style sheet, script, charting library."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415 - loads only when a report is written

    return {
        "css": loader.get_source(environment, "report.css")[0],
        "script": loader.get_source(environment, "report.js")[0],
        "plotly": get_plotlyjs(),
    }

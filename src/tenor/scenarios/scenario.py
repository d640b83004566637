"""What a scenario is: a name, a sentence, and a story that it lives through and hands over as data and as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from tenor.reports.page import Page


class Watcher(Protocol):
    """Whoever is told how a scenario goes on."""

    def say(self, stage: str, text: str) -> None:
        """A stage has ended."""

    def doing(self, text: str) -> None:
        """What is being done now."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run of a scenario is given.

    Args:
        out: folder of its own, for whatever it writes besides its report; it may not be there yet.
        seed: of everything that it draws.
    """

    out: Path
    seed: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a scenario came to.

    Args:
        page: the story for people; its checks decide whether the run succeeded.
        data: the same for machines; money as decimal strings or integers of minor units, floats under `run` alone.
    """

    page: Page
    data: Mapping[str, Any]


Tell: TypeAlias = Callable[[Setting, Watcher], Told]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story that can be run.

    Args:
        name: what it is called on the command line, and its folder in --out.
        summary: one line, without a full stop.
        tell: lives through it.
        seed: what is drawn with where nobody gives another; None where nothing is drawn.
    """

    name: str
    summary: str
    tell: Tell
    seed: int | None = None

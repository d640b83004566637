"""Counts: which lines and which sides of which forks the recorded instructions belong to, file by file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from bench.coverage.compiled import Compiled, Span
from bench.coverage.places import Fork, forks, statements
from bench.coverage.recorder import Hits, Part

# Sides of a conditional jump, as tracer.js tells them.
NEITHER, JUMPED, BOTH = 0, 2, 3


@dataclass(slots=True)
class Tally:
    """One file, or all of them.

    Attributes:
        lines: lines on which a statement begins that has code.
        branches: sides of forks, two each.
        missed_lines: those not run, as `line: text`.
        missed_branches: those not taken, as `line: text: what never was`.
        without_code: lines whose statements the compiler needed no instruction for; they are not counted.
    """

    lines: int = 0
    branches: int = 0
    missed_lines: list[str] = field(default_factory=list)
    missed_branches: list[str] = field(default_factory=list)
    without_code: list[str] = field(default_factory=list)

    @property
    def covered(self) -> tuple[int, int]:
        """Lines and branches that were run."""
        return self.lines - len(self.missed_lines), self.branches - len(self.missed_branches)

    def to_json(self, *, named: bool = True) -> dict[str, object]:
        """The figures, and the places behind them if they are to be named."""
        lines, branches = self.covered
        figures: dict[str, object] = {
            "lines": self.lines,
            "lines_covered": lines,
            "branches": self.branches,
            "branches_covered": branches,
        }
        named_places = {
            "lines_missed": self.missed_lines,
            "branches_missed": self.missed_branches,
            "lines_without_code": self.without_code,
        }
        return figures | (named_places if named else {})


@dataclass(slots=True)
class Seen:
    """What the code holds and what of it ran, by source.

    Attributes:
        code: sources that have an instruction.
        run: those of which one ran.
        sides: sides taken of the conditional jumps, by source.
    """

    code: set[Span] = field(default_factory=set)
    run: set[Span] = field(default_factory=set)
    sides: defaultdict[Span, int] = field(default_factory=lambda: defaultdict(int))


def tally(compiled: Compiled, hits: Mapping[Part, Hits]) -> dict[str, Tally]:
    """Count every shipped file that has a statement.

    What several contracts hold, a library's function or an ancestor's, is run if it was in any of them.
    """
    seen = _seen(compiled, hits)
    found = {unit: _tally(unit, compiled, seen) for unit in sorted(compiled.trees)}
    return {unit: figures for unit, figures in found.items() if figures.lines}


def total(tallies: Iterable[Tally]) -> Tally:
    """All files together."""
    whole = Tally()
    for each in tallies:
        whole.lines += each.lines
        whole.branches += each.branches
        whole.missed_lines += each.missed_lines
        whole.missed_branches += each.missed_branches
        whole.without_code += each.without_code
    return whole


def _seen(compiled: Compiled, hits: Mapping[Part, Hits]) -> Seen:
    seen = Seen()
    for part, spans in compiled.spans.items():
        ran = hits.get(part, Hits())
        seen.code.update(spans.values())
        seen.run.update(spans[pc] for pc in ran.pcs & spans.keys())
        for pc in compiled.jumps[part] & spans.keys():
            seen.sides[spans[pc]] |= ran.jumps.get(pc, 0)
    return seen


def _tally(unit: str, compiled: Compiled, seen: Seen) -> Tally:
    source, tree = compiled.sources[unit], compiled.trees[unit]
    lines = _lines(source, set(statements(unit, tree)), seen)
    decided = [fork for fork in forks(unit, tree) if fork.span in seen.sides]
    missed = [(fork.shown, missing) for fork in decided for missing in _missing(fork, seen)]
    return Tally(
        lines=sum(ran is not None for ran in lines.values()),
        branches=2 * len(decided),
        missed_lines=[_shown(source, line) for line, ran in sorted(lines.items()) if ran is False],
        missed_branches=[f"{_named(source, shown)}: {missing}" for shown, missing in sorted(missed)],
        without_code=[_shown(source, line) for line, ran in sorted(lines.items()) if ran is None],
    )


def _lines(source: bytes, found: set[Span], seen: Seen) -> dict[int, bool | None]:
    """Line -> whether a statement that begins there was run; None where none of them has an instruction."""

    @cache
    def innermost(span: Span) -> Span | None:
        return min((each for each in found if each.holds(span)), key=lambda each: each.end - each.start, default=None)

    code, run = ({innermost(span) for span in spans} for spans in (seen.code, seen.run))
    lines: dict[int, bool | None] = {}
    for statement in found:
        line = _line(source, statement.start)
        if statement in code:
            lines[line] = bool(lines.get(line)) or statement in run
        else:
            lines.setdefault(line, None)
    return lines


def _missing(fork: Fork, seen: Seen) -> tuple[str, ...]:
    """What to say of the sides that were never taken."""
    sides = seen.sides[fork.span]
    if sides == BOTH:
        return ()
    if sides == NEITHER:
        return fork.missing
    if fork.way is None:
        first = sides != JUMPED
    elif any(fork.way.holds(span) for span in seen.code):
        first = any(fork.way.holds(span) for span in seen.run)
    else:
        return (" or ".join(fork.missing),)  # the compiler needed no instruction there that would tell which
    return (fork.missing[first],)


def _line(source: bytes, start: int) -> int:
    return source[:start].count(b"\n") + 1


def _shown(source: bytes, line: int) -> str:
    return f"{line}: {source.splitlines()[line - 1].decode().strip()}"


def _named(source: bytes, span: Span) -> str:
    return f"{_line(source, span.start)}: {' '.join(source[span.start : span.end].decode().split())}"

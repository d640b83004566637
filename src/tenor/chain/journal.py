"""The campaign's own record: every intent with its outcome, in order, one JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tenor.chain.intent import Intent, Outcome
from tenor.errors import SetupError


class Journal:
    """Intents and outcomes of one run, in memory and, where a path is given, appended to a file as they happen.

    The file of an earlier run gives way to the first entry, not before: a run that is refused leaves it alone.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._entries: dict[str, tuple[Intent, Outcome]] = {}
        self._sent: dict[str, str] = {}
        self._path = path
        self._begun = False

    def __iter__(self) -> Iterator[tuple[Intent, Outcome]]:
        return iter(self._entries.values())

    @property
    def has_begun(self) -> bool:
        """Whether any intent was on its way to the chain."""
        return self._begun

    def outcome(self, intent: str) -> Outcome | None:
        """The outcome of an intent by its id, or None where it has not happened."""
        entry = self._entries.get(intent)
        return entry[1] if entry else None

    def transaction(self, intent: str) -> str | None:
        """The hash under which an intent was sent, by its id; it must not be sent under another."""
        return self._sent.get(intent)

    def started(self, intent: Intent, transaction: str) -> None:
        """Note an intent and the hash of its signed transaction, before it is sent."""
        self._sent[intent.id] = transaction
        self._append({"intent": asdict(intent), "transaction": transaction})

    def done(self, intent: Intent, outcome: Outcome) -> None:
        """Note what became of an intent, once."""
        if intent.id in self._entries:
            return
        self._entries[intent.id] = (intent, outcome)
        self._append({"outcome": asdict(outcome)})

    def _append(self, line: dict[str, object]) -> None:
        first, self._begun = not self._begun, True
        if self._path is None:
            return
        try:
            if first:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.unlink(missing_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as exc:
            reason = (exc.strerror or type(exc).__name__).lower()
            raise SetupError(str(self._path), f"the journal cannot be written: {reason}", "Mend that first") from exc

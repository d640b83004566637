"""Every error of Tenor, as one tree. Each says where it happened, what is wrong and what to do.

TenorError                      exit status 1
├── InputError                  exit status 2: a file, row or field that a person wrote is wrong
├── SetupError                  exit status 2: a tool, a key or an artifact is missing
├── ConnectionFailed            exit status 2: the chain does not answer, or is not the one expected
├── TransactionFailed           exit status 1: the chain refused an intent
└── ReconciliationFailed        exit status 1: register, cash and record disagree
"""

from __future__ import annotations

from typing import ClassVar


class TenorError(Exception):
    """Root of the tree.

    Args:
        where: file and line, row, contract or tool concerned.
        what: what is wrong, as one sentence without a full stop.
        remedy: what to do about it, as one sentence without a full stop.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(where, what, remedy)
        self.where = where
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}."


class InputError(TenorError):
    """A file, row or field that a person wrote is wrong; nothing was sent."""

    exit_status = 2


class SetupError(TenorError):
    """A tool, a key or an artifact that the machine should have is missing; nothing was sent."""

    exit_status = 2


class ConnectionFailed(TenorError):
    """The chain does not answer, or is not the chain that the campaign names; nothing was sent."""

    exit_status = 2


class TransactionFailed(TenorError):
    """The chain refused an intent, or its outcome is not the one the intent promises."""


class ReconciliationFailed(TenorError):
    """Register or cash rebuilt from events differs from the contracts or from the campaign's record."""

"""The bytes of a file that a person wrote, and their text."""

from __future__ import annotations

from pathlib import Path

from tenor.errors import InputError

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: Path, most: int, too_large: str) -> bytes:
    """The content of a file.

    Args:
        path: the file.
        most: the largest size allowed [bytes].
        too_large: what to do about a larger one.

    Raises:
        InputError: there is no such file, it cannot be read, or it is too large.
    """
    if path.exists() and not path.is_file():
        raise InputError(str(path), "this is not a file", "Name a file")
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError as error:
        raise InputError(str(path), "there is no such file", "Check the name, or write the file") from error
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise InputError(str(path), f"the file cannot be read: {reason}", "Make it readable") from error
    if len(content) > most:
        raise InputError(str(path), f"the file is larger than {most:,} bytes", too_large)
    return content


def decode(path: Path, content: bytes) -> str:
    """The text of a file; `InputError` with the line where it is not UTF-8, or starts with a byte order mark."""
    if content.startswith(_MARKS):
        raise InputError(f"{path}:1", "the file starts with a byte order mark", "Save it as UTF-8 without BOM")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise InputError(f"{path}:{line}", what, "Save the file as UTF-8") from error

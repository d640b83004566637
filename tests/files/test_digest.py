from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tenor.errors import InputError
from tenor.files.digest import hash_or_file, sha256_of


def test_hash_or_file__hash__is_itself() -> None:
    assert hash_or_file("0x" + "Ab" * 32) == b"\xab" * 32


def test_hash_or_file__file_larger_than_a_chunk__is_its_sha_256(tmp_path: Path) -> None:
    content = b"screen" * 500_000
    (tmp_path / "screen.png").write_bytes(content)
    assert hash_or_file(str(tmp_path / "screen.png")) == sha256(content).digest()


@pytest.mark.parametrize("name", ["missing", "0x12", "."])
def test_sha256_of__no_file__is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="the document cannot be read"):
        sha256_of(tmp_path / name)

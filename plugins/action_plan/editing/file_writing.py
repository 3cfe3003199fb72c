"""Files written together: each complete and in its place at once, or none of them changed."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["write_all"]


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files; raises `OSError` where one cannot be written, and then all stay as they were."""
    before = {path: path.read_bytes() for path in contents}
    written: list[Path] = []
    try:
        for path, content in contents.items():
            _replace(path, content)
            written.append(path)
    except OSError:
        for path in written:
            _replace(path, before[path])
        raise


def _replace(path: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise

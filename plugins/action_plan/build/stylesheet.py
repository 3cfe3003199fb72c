"""The stylesheet: one file a component while it is written, one file when it is sent."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["stylesheet"]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


def stylesheet(folder: Path) -> str:
    """Return the CSS files of a folder as one, in the order of their names, without comments."""
    sheets = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css")))
    return _SPACE.sub("\n", _COMMENT.sub("", "\n".join(sheets))).strip() + "\n"

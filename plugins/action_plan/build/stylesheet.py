"""The stylesheet: one file a component while it is written, one file when it is sent."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["LAYERS", "stylesheet"]

LAYERS = ("tokens", "base", "components", "pages", "print")
"""The cascade layers, each a folder of CSS files; rules of a later one win."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CUSTOM_MEDIA = re.compile(r"@custom-media (--[\w-]+) ([^;]+);")
_SPACE = re.compile(r"\s*\n\s*")


def stylesheet(folder: Path) -> str:
    """Return the CSS files of a folder as one, in layers, without comments.

    Browsers do not know `@custom-media` yet: each name is replaced by its query.
    """
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        sheets = (path.read_text("utf-8") for path in sorted(folder.glob(f"{layer}/*.css")))
        parts.append(f"@layer {layer} {{\n{''.join(sheets)}}}")
    css = _COMMENT.sub("", "\n".join(parts))
    for name, query in _CUSTOM_MEDIA.findall(css):
        css = css.replace(f"({name})", query)
    return _SPACE.sub("\n", _CUSTOM_MEDIA.sub("", css)).strip() + "\n"

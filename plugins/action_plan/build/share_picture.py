"""The picture that other sites show with a link: drawn by resvg, the same bytes on any machine."""

from __future__ import annotations

from pathlib import Path

__all__ = ["png"]


def png(svg: str, fonts: Path) -> bytes:
    """Return a drawing as PNG, its words in the fonts of a folder and in no font of the machine."""
    import resvg_py  # noqa: PLC0415 - only a site whose URL is known has the picture

    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_dirs=[str(fonts)])
    )

"""Compiled templates, kept between builds as Python keeps its modules."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from pelican import Pelican

__all__ = ["keep_compiled_templates"]


def keep_compiled_templates(pelican: Pelican) -> None:
    """Have Jinja keep what it compiles in the theme's `__pycache__`, where that can be written.

    Compiling the templates takes longer than printing the pages of a small plan.
    """
    folder = Path(pelican.theme) / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return  # a theme that cannot be written to is compiled for each build
    if os.access(folder, os.W_OK):
        environment = dict(pelican.settings["JINJA_ENVIRONMENT"])
        environment["bytecode_cache"] = FileSystemBytecodeCache(str(folder))
        pelican.settings["JINJA_ENVIRONMENT"] = environment

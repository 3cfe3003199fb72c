"""Pelican's reader of an action's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader

from .. import urls
from ..content.loading import ContentReader
from ..content.validation import has_fields

__all__ = ["ActionReader"]


class ActionReader(MarkdownReader):
    """Reads an action by the plan's own rules, in a format of its own beside Pelican's `md`.

    Pelican gets title, slug and record alone: any other key would become an attribute.
    """

    file_extensions = ()
    format_name = "action"

    def __init__(self, settings: dict[str, Any], content_reader: ContentReader) -> None:
        super().__init__(settings)
        self._content_reader = content_reader

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return no content, for the record has it, and the metadata; notes what is wrong."""
        path = Path(source_path)
        action = self._content_reader.read_action(path)
        address = urls.action(path.stem)
        metadata = {
            "title": action.title if has_fields(action, "title") else path.stem,
            "slug": path.stem,
            "url": address,
            "save_as": urls.save_as(address),
            "record": action,
        }
        return "", metadata

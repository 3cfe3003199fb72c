"""Public action plans as a site: actions in Markdown become pages, overviews and sums.

One direction: text, record, view, template, file. Only `plugin`, `readers`, `contents`,
`generators`, `output` and `building` know of Pelican.
"""

from __future__ import annotations

__all__ = ["register"]


def register() -> None:
    """Connect the plugin to Pelican, which calls this by name."""
    from .plugin import connect  # noqa: PLC0415 - the checker must start without loading Pelican

    connect()

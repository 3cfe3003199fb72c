"""Public action plans as a site: actions in Markdown become pages, overviews and sums.

One direction: text, record, view, template, file. Only `build` imports Pelican.
"""

from __future__ import annotations

__all__ = ["__version__", "load", "register"]

__version__ = "1.1.0.dev0"
"""The only place that names the version; CHANGELOG.md says what each has."""


def load() -> None:
    """Load all that a build needs; raise what keeps a module from loading.

    Pelican passes over a plugin that cannot load, and would build a site without a page.
    """
    from .build import plugin  # noqa: F401, PLC0415 - other commands start without Pelican


def register() -> None:
    """Connect the plugin to Pelican, which calls this by name."""
    from .build import plugin  # noqa: PLC0415 - other commands start without Pelican

    plugin.register()

"""Public action plans as a site: actions in Markdown become pages, overviews and sums.

One direction: text, record, view, template, file. Only `plugin`, `readers`, `contents`,
`generators`, `output`, `template_cache` and `building` know of Pelican.
"""

from __future__ import annotations

from .build.gc_pause import gc_disabled

__all__ = ["load", "register"]


def load() -> None:
    """Load all that a build needs; raises what keeps a module from loading.

    Pelican passes over a plugin that cannot load, and would build a site without a page.
    """
    with gc_disabled():
        from .build import plugin  # noqa: F401, PLC0415 - the checker must start without loading Pelican


def register() -> None:
    """Connect the plugin to Pelican, which calls this by name."""
    from .build.plugin import connect  # noqa: PLC0415 - as above

    connect()

"""What a build is asked for: the plugin's own settings, checked, and what its caller hands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from ..messages import did_you_mean, one_of, quoted
from .staging import StagedOutput

__all__ = ["BUILD", "Build", "BuildError", "PlanSettings", "Track", "untracked"]

BUILD = "action_plan_build"
"""The setting that holds the `Build`. No file can set it: Pelican reads capitals alone."""

_PREFIX = "ACTION_PLAN_"
_RENAMED = ("TODAY", "PREVIEW")
"""Settings that were named without the prefix."""

Item = TypeVar("Item")


class BuildError(Exception):
    """The site could not be built; says why, and that the output folder is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """The plugin's own settings, as Pelican's settings file has them with `ACTION_PLAN_` before."""

    today: date | None = None
    """The day reviews are counted from; without one, the clock's."""
    preview: bool = False
    """Whether links name files, so that the site opens from disk."""

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> PlanSettings:
        """Return the plugin's settings; raise `BuildError` with everything wrong in them."""
        known = [f"{_PREFIX}{field.name.upper()}" for field in fields(cls)]
        wrong = [
            f"{name}: this setting is named {_PREFIX}{name} now. Rename it."
            for name in _RENAMED
            if name in settings
        ]
        wrong += [
            f"{name}: is not a setting of this plugin. {one_of(known)}{did_you_mean(name, known)}"
            for name in settings
            if name.startswith(_PREFIX) and name not in known
        ]
        day, preview = (settings.get(name) for name in known)
        today = _day(day)
        if day is not None and today is None:
            wrong.append(
                f"{_PREFIX}TODAY: {quoted(day)} is not a date."
                ' Write one like "2026-11-24", in quotes, or None for today.'
            )
        if not isinstance(preview, bool | None):
            wrong.append(
                f"{_PREFIX}PREVIEW: {quoted(preview)} is neither True nor False. Write one of them."
            )
        if wrong:
            raise BuildError("\n".join([*wrong, "Nothing was built."]))
        return cls(today=today, preview=bool(preview))


def _day(found: object) -> date | None:
    """Return the day that a text names as YYYY-MM-DD, or nothing."""
    try:
        day = date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None
    return day if day and day.isoformat() == found else None


class Track(Protocol):
    """Shows how far work has come."""

    def __call__(self, doing: str, steps: Iterable[Item], total: int, /) -> Iterator[Item]:
        """Yield each step of the work when it is done."""


def untracked(_doing: str, steps: Iterable[Item], _total: int) -> Iterator[Item]:
    """Yield the steps and show nothing, as a `Track`."""
    yield from steps


@dataclass(slots=True, kw_only=True)
class Build:
    """One build: what it is asked for, where it goes, what its caller hands in, what it made."""

    settings: PlanSettings
    output: StagedOutput
    verify_before_swap: Callable[[Path], None] | None = None
    """Called with the finished build, before it takes the place of the output folder; may raise."""
    track: Track = untracked
    summary: str = ""
    """The sentence that says what was built."""

    @classmethod
    def of(cls, settings: Mapping[str, Any], **handed: Any) -> Build:
        """Return the build that Pelican's settings ask for; raise `BuildError`."""
        output = StagedOutput(Path(settings["OUTPUT_PATH"]))
        return cls(settings=PlanSettings.read(settings), output=output, **handed)

"""What day it is: the one place that looks at the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

__all__ = ["today"]


def today(time_zone: str) -> date:
    """Return today's date in a time zone, or that of `SOURCE_DATE_EPOCH` where it is set.

    https://reproducible-builds.org/specs/source-date-epoch/ (seconds since 1970, UTC).
    Raises `ValueError` where the variable is not a whole number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        if not epoch.isascii() or not epoch.isdecimal():
            raise ValueError(f"SOURCE_DATE_EPOCH is {epoch!r}. Set a whole number of seconds.")
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(ZoneInfo(time_zone)).date()
    return datetime.now(ZoneInfo(time_zone)).date()

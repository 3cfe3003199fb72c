"""What day it is: the one place that looks at the clock."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from .formatting import YEARS
from .messages import quoted

__all__ = ["ClockError", "today"]

_END = datetime(YEARS.stop, 1, 1, tzinfo=UTC).timestamp()
"""The second after the last year that can be meant."""


class ClockError(Exception):
    """It cannot be said what day it is."""


def today(time_zone: str) -> date:
    """Return today's date in a time zone, or that of `SOURCE_DATE_EPOCH` where it is set.

    https://reproducible-builds.org/specs/source-date-epoch/ (seconds since 1970, UTC).
    Raises `ClockError` where the variable is not such a number, or of no year that can be meant.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        if not re.fullmatch("[0-9]{1,10}", epoch) or int(epoch) >= _END:
            raise ClockError(
                f"SOURCE_DATE_EPOCH is {quoted(epoch)}. Set it to the seconds since 1970 as a whole"
                " number, like 1767225600, or unset it."
            )
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(ZoneInfo(time_zone)).date()
    return datetime.now(ZoneInfo(time_zone)).date()

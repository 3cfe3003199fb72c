"""The workbook's sheet for officers: what it says of an action, and is compared with later."""

from __future__ import annotations

from collections.abc import Callable

from .models import Action

__all__ = ["SHEET_NAME", "updatable_values"]

SHEET_NAME = "Updates to make"


def updatable_values(action: Action, status_label: Callable[[str], str]) -> dict[str, str]:
    """Return what an update of an action can change, as text, empty where nothing is written."""
    return {
        "status": status_label(action.status) if action.status else "",
        "status_note": action.status_note or "",
        "lead": ", ".join(action.leads),
        "due": str(action.due or ""),
    }

"""Reading a plan with every check, as each command does before anything else."""

from __future__ import annotations

from ..content.loading import load_partial, read_content

__all__ = ["load_partial", "read_content"]

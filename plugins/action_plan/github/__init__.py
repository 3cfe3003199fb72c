"""GitHub: the issue form, its answer and the weekly reminder."""

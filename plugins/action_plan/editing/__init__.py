"""Editing: a requested update becomes bytes of a file, and not one other byte changes."""

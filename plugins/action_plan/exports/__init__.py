"""Exports: the records as files that machines read, with the meaning of every column."""

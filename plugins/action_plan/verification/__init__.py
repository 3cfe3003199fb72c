"""Verification: a folder of built files, and what is wrong with it."""

"""The Pelican shell: everything that knows Pelican."""

"""Checks that need both records and the site's URLs; every command reads a plan through here."""

"""Settings of the published site: those of pelicanconf.py, with the address it is published at."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 - Pelican's own way to build on other settings

SITEURL = os.environ.get("SITEURL", "").rstrip("/")

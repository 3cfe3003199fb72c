"""Settings of the site: how it is built. What it says is in content/."""

import sys
from pathlib import Path

from jinja2 import StrictUndefined

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "plugins"))

import action_plan  # noqa: E402 - it is in the folder just named

action_plan.load()  # a plugin that cannot load must stop the build

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["action_plan"]

SITENAME = "Action plan"
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

# The day reviews are counted from, like "2026-11-24"; None is today, or SOURCE_DATE_EPOCH's day.
ACTION_PLAN_TODAY = None

# True makes links that work where the site is opened from disk, for whoever reviews a change.
ACTION_PLAN_PREVIEW = False

# The plugin writes every page; Pelican's own articles, pages, lists and feeds stay off.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
STATIC_PATHS = ["source"]
# The name of a document says nothing to Pelican, not even where it begins like a date.
FILENAME_METADATA = PATH_METADATA = ""
IGNORE_FILES = [".*"]
THEME_STATIC_PATHS = ["static/files"]
LOCALE = ["C"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,
    "cache_size": -1,
}
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
# The plugin builds beside the output folder and swaps; emptying it first would undo that.
DELETE_OUTPUT_DIRECTORY = False

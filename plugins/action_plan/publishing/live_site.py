"""Sites as they are published: the files of a commit, those of a folder, and how two differ."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import urls
from ..formatting import count
from ..natural_order import natural_key
from ..vcs.git import Git

__all__ = [
    "PublishedSite",
    "changed_files",
    "describe_changes",
    "domain_file",
    "files_of_folder",
    "first_and_number",
    "read_published",
]

_MOST_NAMED = 12
_NOT_ADDRESSES = ("/theme/", "/.nojekyll")
"""What no resident opens by its address."""


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """A commit of the published branch: each file by its name, with git's id of its bytes."""

    commit: str
    files: Mapping[str, str]


def domain_file(files: Mapping[str, str]) -> str | None:
    """Return git's id of the file that says a site's domain, or `None` where it has none."""
    return files.get(urls.DOMAIN_FILE)


def read_published(git: Git, commit: str) -> PublishedSite:
    """Return the site that a commit holds; raises `GitError`."""
    listing = git.run("ls-tree", "-r", "-z", "--full-tree", commit)
    entries = (entry.partition("\t") for entry in listing.split("\0") if entry)
    return PublishedSite(commit, {name: about.split()[2] for about, _, name in entries})


def files_of_folder(folder: Path, hash_name: str) -> dict[str, str]:
    """Return each file below a folder with the id that git has for its bytes."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            digest = hashlib.new(hash_name, b"blob %d\0" % len(content) + content)
            files[path.relative_to(folder).as_posix()] = digest.hexdigest()
    return files


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the files that two sites do not have alike, in the order people count."""
    names = {name for name, _ in before.items() ^ after.items()}
    return sorted(names, key=natural_key)


def describe_changes(
    before: Mapping[str, str], after: Mapping[str, str], *, changed: bool = True
) -> list[str]:
    """Return one line each on the addresses that residents will find new, `changed` and gone."""
    both = before.keys() & after.keys()
    kinds = {
        "Added": after.keys() - before.keys(),
        "Changed": {file for file in both if changed and before[file] != after[file]},
        "Removed": before.keys() - after.keys(),
    }
    lines = [
        f"{kind} {count(len(found), 'address', 'addresses')}: {first_and_number(found)}"
        for kind, files in kinds.items()
        if (found := _addresses(files))
    ]
    return lines if lines or not changed else ["The look of the site changed, no page did."]


def _addresses(files: set[str]) -> list[str]:
    """Return the addresses of files that residents open, in the order people count."""
    found = (f"/{file.removesuffix('index.html')}" for file in sorted(files, key=natural_key))
    return [address for address in found if not address.startswith(_NOT_ADDRESSES)]


def first_and_number(found: Sequence[str]) -> str:
    """Return the first of many names, and how many more there are."""
    more = len(found) - _MOST_NAMED
    return ", ".join(found[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")

"""Files of the site that would be one file, or file and folder, on some system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from ..content.loading import LoadedFolder
from ..messages import quoted
from ..views.site_file import Kind, SiteFile

__all__ = ["check_collisions", "folded"]


def check_collisions(loaded: LoadedFolder, files: Iterable[SiteFile]) -> None:
    """Note each file named by the content that is in the place of another of the site."""
    for file, other in _collisions(files):
        path = loaded.files.folder / file.made_by
        if file.kind is Kind.REDIRECT:
            message = _collision_of_redirect(loaded, file, other)
            loaded.files.report_field(loaded.plan_file.block, file.location, message)
            continue
        message = _collision(file, other, loaded.files.name(loaded.files.folder / other.made_by))
        if path in loaded.actions:
            loaded.files.report_field(loaded.actions[path].block, file.location, message)
        else:
            loaded.files.report(path, message)


def _collisions(files: Iterable[SiteFile]) -> Iterator[tuple[SiteFile, SiteFile]]:
    """Return each file named by the content that cannot be beside an earlier one, and that one.

    Names that differ in capitals are one name on macOS and Windows, and no name can be that of a
    file and of a folder. What is below a folder of the site's own is in its way, too.
    """
    taken: dict[str, SiteFile] = {}
    # By the name, and by those of its folders, which have a slash at the end.
    for file in files:
        name = folded(file.url if file.is_folder else file.save_as)
        folders = list(_folders(name))
        if _is_named_by_content(file):
            ways = [name, f"{name}/", *(folder[:-1] for folder in folders)]
            if file.made_by.startswith("pages/"):
                # The site's own pages keep their first folder, and `/404` is `404.html`.
                ways += [folders[0], f"{folders[0][:-1]}.html"]
            others = [taken[way] for way in ways if way in taken]
            if file.kind is not Kind.COPY:
                others += (taken[way] for way in folders if way in taken and taken[way].is_folder)
            if others:
                yield file, others[0]
        for way in (name, *folders):
            taken.setdefault(way, file)


def _is_named_by_content(file: SiteFile) -> bool:
    """Whether somebody chose the name of the file, and no rule of plan.yml has judged it."""
    if file.kind is Kind.REDIRECT:
        return True
    return file.kind in (Kind.PAGE, Kind.COPY) and file.made_by not in ("", "plan.yml")


def folded(name: str) -> str:
    """Return the name of a file such that names that are one on some system are the same."""
    return (name if name.isascii() else normalize("NFC", name)).casefold()


def _folders(name: str) -> Iterator[str]:
    """Return the names of the folders that a file is in: `actions/`, `actions/a-7/`."""
    end = name.find("/") + 1
    while end:
        yield name[:end]
        end = name.find("/", end) + 1


def _collision(file: SiteFile, other: SiteFile, other_name: str) -> str:
    """Return what to change where an action, a page or a document is in another file's place."""
    folder, _, name = file.made_by.partition("/")
    if other.made_by.startswith(f"{folder}/"):
        noun = "id" if folder == "actions" else "name"
        if folded(file.save_as) != folded(other.save_as):
            return (
                f"cannot be beside {other_name}: one is a file, which the other has as a folder."
                " Rename one of the two."
            )
        if file.save_as.lower() == other.save_as.lower():
            return f"differs from {other_name} in capitals only. Each needs its own {noun}."
        return (
            f"is one file with {other_name} where a system takes their letters for the same."
            f" Each needs its own {noun}."
        )
    if folder == "actions":
        return (
            f"{quoted(name.removesuffix('.md'))} cannot be an id here: {_own(other)}"
            " Write another, and rename the file after it."
        )
    if folded(other.url).startswith(folded(file.url)) and len(other.url) > len(file.url):
        return f"the site has pages of its own below /{file.url}. Rename the file."
    return f"{_own(other)} Rename the file."


def _collision_of_redirect(loaded: LoadedFolder, file: SiteFile, other: SiteFile) -> str:
    """Return what to change where a redirect is in another file's place."""
    written = quoted(_written(loaded, file))
    is_same = file.save_as == other.save_as
    if other.kind is Kind.REDIRECT:
        other_written = quoted(_written(loaded, other))
        if is_same:
            also = f", also as {other_written}" if other_written != written else ""
            return f"{written} is redirected twice{also}. Keep one of the two."
        if folded(file.save_as) == folded(other.save_as):
            return f"{written} differs from {other_written} in capitals only. Keep one of the two."
        return (
            f"{written} and {other_written} cannot both be redirected: one is a file, which the"
            " other has as a folder. Keep one of the two."
        )
    if is_same:
        is_chosen = other.kind is Kind.PAGE and other.made_by
        remedy = "Delete the redirect, or the page." if is_chosen else "Delete the redirect."
        return f"{written} is a page of this site, which a redirect would hide. {remedy}"
    if folded(file.save_as) == folded(other.save_as):
        return (
            f"{written} differs from /{other.url}, a page of this site, in capitals only."
            " Delete the redirect."
        )
    return f"{written} cannot be redirected: {_own(other)} Delete the redirect."


def _written(loaded: LoadedFolder, redirect: SiteFile) -> str:
    return loaded.plan_file.plan.redirects[int(redirect.location[1])].from_


def _own(file: SiteFile) -> str:
    """Return what is in the way, as a sentence or its end."""
    if file.is_folder:
        return f"everything below /{file.url} is the site's own."
    noun = "file" if file.url and not file.url.endswith("/") else "page"
    return f"the site has a {noun} of its own at /{file.url}."

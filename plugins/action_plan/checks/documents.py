"""Documents: content/source/ has the one that plan.yml names, and nothing else is published."""

from __future__ import annotations

from ..content.loading import LoadedFolder
from ..messages import quoted

__all__ = ["check_documents"]


def check_documents(loaded: LoadedFolder) -> None:
    """Note each file beside the source document, unless it has another problem."""
    files, document = loaded.files, loaded.plan_file.document
    reported = {problem.path for problem in files.problems}
    for name in loaded.source if document else ():
        path = files.folder / "source" / name
        if name != document and files.name(path) not in reported:
            files.report(
                path,
                f"is not the source document, which is {quoted(document)}, and only that is"
                " published. Delete the file; or keep it elsewhere, and link to it.",
            )

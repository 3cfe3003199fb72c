"""The files of content/pages/: one page about the site each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from .body import page_body
from .fields import Vocabulary
from .folder import ContentFiles
from .markdown import Glossary, MarkdownRenderer
from .models import Page
from .record_file import RecordFile, read_all, read_record

__all__ = ["read_page_files"]


def read_page_files(files: ContentFiles, glossary: Glossary) -> dict[Path, RecordFile[Page]]:
    """Return what each page's file says; note every problem."""
    renderer = MarkdownRenderer(glossary, headings=True)
    vocabulary = Vocabulary(markdown=partial(renderer.render, folder="pages"))
    read = partial(_read, files, vocabulary)
    return read_all(files, files.markdown_files("pages"), read)


def _read(files: ContentFiles, vocabulary: Vocabulary, path: Path) -> RecordFile[Page]:
    return read_record(files, path, Page, vocabulary, {"slug": path.stem, "text": ""}, page_body)

"""A project of the tests whose changes git knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project


class Repository:
    """A project in a git repository with one commit, and what has changed since."""

    def __init__(self, project: Project) -> None:
        self.project = project
        for command in (
            ("init", "-q", "-b", "main"),
            ("config", "user.name", "Tester"),
            ("config", "user.email", "tester@example.org"),
            ("config", "core.autocrlf", "false"),
        ):
            self.git(*command)
        self.commit()

    def git(self, *words: str) -> str:
        """Run git; returns what it prints."""
        done = self.project.run("git", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self) -> str:
        """Commit everything; returns the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Change")
        return self.git("rev-parse", "HEAD").strip()

    def changes(self, *arguments: str) -> str:
        """Return what the command prints."""
        done = self.project.action_plan("changes", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def content(self, name: str) -> Path:
        """Return a file of the content."""
        return self.project.root / "content" / name


@pytest.fixture
def repository(harbour: Project) -> Repository:
    """Return the small plan's project in a repository, for a test to change."""
    return Repository(harbour)

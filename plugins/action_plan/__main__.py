"""Runs the command line: `python -m action_plan COMMAND`, as the Makefile calls it."""

from .commands.main import end_with_exit_code

if __name__ == "__main__":
    end_with_exit_code()

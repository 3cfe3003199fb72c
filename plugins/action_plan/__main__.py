"""Runs the command line: `python -m action_plan COMMAND`, as the Makefile calls it."""

import os
import signal

if __name__ == "__main__":
    # Python's own answer to Ctrl-C would print a traceback while the command is loaded.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    # No plugin of another package has a say in what a record is, and looking for one takes long.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

    from .commands.main import end_with_exit_code

    end_with_exit_code()

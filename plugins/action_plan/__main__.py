"""Runs the command line: `python -m action_plan COMMAND`, as the Makefile calls it."""

import signal

if __name__ == "__main__":
    # Python's own answer to Ctrl-C would print a traceback while the command is loaded.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    from .commands.main import end_with_exit_code

    end_with_exit_code()

"""The `framescope` command: the program's own command line, run in this process."""

import signal
import sys

from framescope import _framescope


def main() -> None:
    """Runs what was typed and ends with its status."""
    # Ctrl-C belongs to the program, which leaves nothing half-written.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_framescope.main(sys.argv))


if __name__ == "__main__":
    main()

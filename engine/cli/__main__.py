"""`python -m engine.cli COMMAND …` for servers where nothing of the window is installed."""

import sys

from engine.cli.program import main

if __name__ == "__main__":
    sys.exit(main())

"""`python -m tenor`: the same as the command `tenor`."""

from __future__ import annotations

from tenor.cli import main

if __name__ == "__main__":
    main()

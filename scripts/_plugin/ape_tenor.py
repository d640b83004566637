"""The tree's Ape plugin: Ape compiles with the compiler and starts the Anvil that `make setup` brought.

Ape has no setting for either. It asks py-solc-x, which looks where ``SOLCX_BINARY_PATH`` says, and takes the `anvil`
that comes first on ``PATH``. It imports its plugins before both, so nothing has to be exported by hand, whichever of
Ape's commands runs. Tenor itself never needs this: it starts its tools by their paths.
"""

from __future__ import annotations

import os

from tenor.artifacts.solc import SOLC_FOLDER
from tenor.artifacts.tools import anvil_path, require_checkout

os.environ["SOLCX_BINARY_PATH"] = str(require_checkout() / SOLC_FOLDER)
os.environ["PATH"] = os.pathsep.join((str(anvil_path().parent), os.environ.get("PATH", os.defpath)))

"""`python -m sandbox.cli` is `natwalk`."""

import sys

from sandbox.cli.main import main

sys.exit(main())

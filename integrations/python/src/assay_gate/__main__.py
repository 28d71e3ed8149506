"""`python -m assay_gate`."""

import sys

from .cli import main

sys.exit(main())

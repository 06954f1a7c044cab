"""`python -m ska_oso_pdm` is the command line."""

import sys

from ska_oso_pdm.cli import main

sys.exit(main())

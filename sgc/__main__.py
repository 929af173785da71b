"""``python -m sgc`` is the command ``sgc``."""

import sys

from sgc.cli import main

sys.exit(main())

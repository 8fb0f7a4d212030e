"""``python -m stance.cli``, the same as ``stance``."""

import sys

from stance.cli.main import main

sys.exit(main())

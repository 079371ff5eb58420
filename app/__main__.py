"""Run a fresh clone, nothing installed: `python app`."""

import sys

from lossland.__main__ import main

sys.exit(main())

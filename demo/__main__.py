"""`python -m demo`: serve a build of the demo school, for people and for harnesses."""

from __future__ import annotations

import sys

from demo.server import main

sys.exit(main())

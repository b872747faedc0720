"""``python -m lindung.interfaces.cli``."""

from lindung.interfaces import cli

raise SystemExit(cli.main())

"""``python -m mediation``."""

from __future__ import annotations

from mediation.cli.main import app

app(prog_name="mediation")

"""``python -m mediation``."""

from __future__ import annotations

from mediation.cli import app

app(prog_name="mediation")

"""Settings from the environment (``MEDIATION_…``); a default is safe for one machine on loopback and nothing else."""

from __future__ import annotations

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator sets; ``hosts`` are the names under which the service may be addressed.

    ``demo`` opens the page where the residents of the invented city sign in without a password, and marks every page.
    """

    model_config = SettingsConfigDict(env_prefix="MEDIATION_", frozen=True, extra="ignore")

    database: str = "sqlite:///mediation.db"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    openapi: bool = True
    demo: bool = False

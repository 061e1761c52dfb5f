from __future__ import annotations

import pytest

from mediation.documents.fonts import FontChain, font_chain


@pytest.fixture(scope="session")
def fonts() -> FontChain:
    return font_chain()

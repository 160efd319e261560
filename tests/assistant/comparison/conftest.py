"""A library of invented papers, some of which compare."""

from __future__ import annotations

import pytest

from index.library import Library
from tests.assistant.comparison.made import DAMASK, SATIN, TWILL


@pytest.fixture
def woven(library: Library) -> Library:
    """The dozen papers and three more, of which two state figures of the same measure on the same data."""
    library.add([DAMASK, TWILL, SATIN])
    return library

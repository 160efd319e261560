"""assistant/ui/owner.py"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assistant.ui.owner import check
from index.errors import BadInput


def request(host):
    return SimpleNamespace(client=SimpleNamespace(host=host) if host else None)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_this_computer_may_change_everything(host):
    assert check(request(host)) is None


@pytest.mark.parametrize("host", ["192.168.0.7", "2001:db8::1", "somewhere", "", None])
def test_others_of_the_network_may_not(host):
    with pytest.raises(BadInput, match="on the computer that the page runs on"):
        check(request(host))

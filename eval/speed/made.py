"""The maker of large libraries for one measurement."""

from __future__ import annotations

from assistant.models.choose import load_encoder
from assistant.models.deferred import DeferredEncoder
from eval.speed.collection import Maker
from eval.speed.setting import Setting


def maker(setting: Setting) -> Maker:
    """Return what makes libraries of the papers at hand; the encoder is loaded where they are not made yet."""
    return Maker(setting.papers, DeferredEncoder(load_encoder), setting.kept)

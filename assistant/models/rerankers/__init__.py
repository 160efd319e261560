"""Engines that run rerankers; importing any of them first switches telemetry off."""

from assistant import telemetry

telemetry.switch_off()  # here, because some of the libraries report as soon as they are imported

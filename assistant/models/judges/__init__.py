"""Engines that judge."""

"""Engines that run language models, one module each."""

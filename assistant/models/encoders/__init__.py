"""Engines that run embedding models, one module each."""

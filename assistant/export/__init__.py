"""Answers and the papers they cite, as other programs and people read them: one file a format."""

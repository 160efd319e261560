"""Measures the assistant: the quality of its answers and of its search, and its speed."""

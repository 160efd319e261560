"""Measures the speed of the program beside that of what a person would use instead: `assistant eval speed`."""

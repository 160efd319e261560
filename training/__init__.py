"""Makes the small weights that the program ships."""

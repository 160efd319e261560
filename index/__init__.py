"""Papers, their text, vectors and words, and search over them."""

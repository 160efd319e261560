"""Questions about the whole library: lists, counts, what the records say, and a map of the topics."""

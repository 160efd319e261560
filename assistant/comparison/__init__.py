"""Papers beside each other: what each says of each aspect, in its own words, and figures where they may be compared."""

"""Questions, evidence, models, answers and conversations, and the edges where people meet them."""

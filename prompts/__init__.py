"""The wording of every prompt: one template a file, slots written `$name`."""

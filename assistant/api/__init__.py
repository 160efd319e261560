"""The edges for other programs: a JSON interface beside the chat page, and an MCP server, over the same `Assistant`."""

from assistant import telemetry

telemetry.switch_off()  # read by the libraries underneath when they are imported

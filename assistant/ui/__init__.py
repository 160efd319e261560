"""The chat page: a thin Gradio app over the same `Assistant` that the command line uses."""

from assistant import telemetry

telemetry.switch_off()  # Gradio reads its opt-out when it is imported

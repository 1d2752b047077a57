"""`python -m reformtrace`."""

from .cli import app

app(prog_name="reformtrace")

"""`python -m reformtrace`."""

from .cli import command

command()

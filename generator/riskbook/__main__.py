"""``python -m riskbook``: the command, where its script is not on the path."""

from riskbook.cli.main import main

main(prog_name="riskbook")

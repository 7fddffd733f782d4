"""riskbook new: a new record from answers, on a terminal or by options."""

from __future__ import annotations

import click

from riskbook.cli.new_control import control
from riskbook.cli.new_exercise import exercise
from riskbook.cli.new_plan import plan
from riskbook.cli.new_process import process
from riskbook.cli.new_risk import risk


@click.group()
def new() -> None:
    """Write a new record: a risk, plan, control, process or exercise."""


for command in (risk, plan, control, process, exercise):
    new.add_command(command)

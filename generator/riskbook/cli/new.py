"""riskbook new: a new record from answers, on a terminal or by options."""

from __future__ import annotations

import click

from riskbook.cli.new_checklist import checklist
from riskbook.cli.new_control import control
from riskbook.cli.new_exercise import exercise
from riskbook.cli.new_feedback import feedback
from riskbook.cli.new_fishbone import fishbone
from riskbook.cli.new_incident import incident
from riskbook.cli.new_indicator import indicator
from riskbook.cli.new_plan import plan
from riskbook.cli.new_process import process
from riskbook.cli.new_risk import risk
from riskbook.cli.new_session import session


@click.group()
def new() -> None:
    """Write a new record, such as a risk, a plan or an incident."""


for command in (
    risk,
    plan,
    control,
    process,
    exercise,
    fishbone,
    checklist,
    indicator,
    session,
    feedback,
    incident,
):
    new.add_command(command)

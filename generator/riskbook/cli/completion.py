"""riskbook completion: the script that lets a shell complete the command."""

from __future__ import annotations

import click

from riskbook.cli.desk import write

SHELLS = ("bash", "zsh", "fish")
NAME = "riskbook"


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands, options, ids and codes in a SHELL.

    Save it where the shell looks for such scripts, then open a new shell.

    Bash 4.4 or later: ~/.local/share/bash-completion/completions/riskbook

    Zsh: ~/.zfunc/_riskbook, with ~/.zfunc in fpath before compinit runs

    Fish: ~/.config/fish/completions/riskbook.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        message = f"click has no completion for {shell}"
        raise click.UsageError(message)
    command = context.find_root().command
    shown = kind(command, {}, NAME, f"_{NAME.upper()}_COMPLETE")
    write(shown.source_template % shown.source_vars())

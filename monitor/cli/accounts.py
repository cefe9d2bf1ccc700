"""`monitor user invite`: a one-time address for a new account."""

from __future__ import annotations

import argparse

from monitor.cli.frame import Desk
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.text import fold
from monitor.kit.words import N_, say
from monitor.people.actions import invite
from monitor.people.queries import organisations
from monitor.people.rules import Role


class NoSuchOrganisation(Problem):
    status = 404
    sentence = N_("There is no one organisation “%(name)s”. There are: %(names)s.")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    user = commands.add_parser("user", help=N_("invite people")).add_subparsers(required=True, metavar=N_("WHAT"))
    inviting = user.add_parser("invite", parents=[shared], help=N_("print a one-time address for a new account"))
    inviting.add_argument("email", metavar=N_("EMAIL"))
    inviting.add_argument("--name", required=True, metavar=N_("NAME"), help=N_("the person's name"))
    inviting.add_argument(
        "--organisation",
        default="",
        metavar=N_("ORGANISATION"),
        help=N_("the organisation's name, if there are several"),
    )
    inviting.add_argument("--role", action="append", required=True, choices=[role.value for role in Role])
    inviting.set_defaults(command=invite_user)


def invite_user(desk: Desk, asked: argparse.Namespace) -> int:
    """Add an account and print the address to hand over."""

    async def work(actor: Actor) -> str:
        named = await organisations(actor)
        fitting = [o for o in named if not asked.organisation or fold(o.name) == fold(asked.organisation)]
        if len(fitting) != 1:
            raise NoSuchOrganisation(name=asked.organisation, names=", ".join(o.name for o in named))
        return await invite(
            actor=actor,
            organisation=fitting[0].id,
            name=asked.name,
            email=asked.email,
            roles={Role(role) for role in asked.role},
            now=desk.now,
        )

    address = f"{desk.settings.address}/join/{desk.in_house(work)}"
    return desk.tell({"address": address}, say(N_("Hand this one-time address over: %(address)s"), address=address))

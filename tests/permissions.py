"""Prints the permission table as docs/permissions.md shows it: `python -m tests.permissions`."""

from __future__ import annotations

from monitor.people.rules import POLICY, Need, Role

HEAD = """# Who may do what

Printed from the one permission table (`monitor/people/rules/policy.py`) by `make permissions`; a test keeps the two
equal. A word in a cell is the scope: over which records the need holds. Roles add up in one person.

| scope | over |
|---|---|
| self | oneself and what one entered oneself |
| own_visits | visits on whose team one is |
| team | visits one leads, or leads as the deputy |
| organisation | what belongs to one's own organisation |
| joint | visits made together with another organisation |
| upcoming | facilities one is about to visit |
| released | single records another organisation let one's own see |
| all | everything of the kind |

"""


def matrix() -> str:
    """Write the table in Markdown: a row for each need, a column for each role."""
    lines = [
        "| need | " + " | ".join(role.value for role in Role) + " |",
        "|---|" + "---|" * len(Role),
    ]
    for need in Need:
        by_role = POLICY[need]
        cells = [", ".join(sorted(by_role.get(role, ()))) or "–" for role in Role]
        lines.append(f"| {need.value} | " + " | ".join(cells) + " |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(matrix(), end="")

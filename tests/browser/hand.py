"""A person at the browser in the walks: every fact told is written down, so that none is told twice (law 12)."""

from __future__ import annotations

from playwright.sync_api import Page, expect


class Hand:
    """Fills fields, chooses and answers; `told` lists each fact with what was said of it, in order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.told: list[tuple[str, str]] = []

    def go(self, path: str) -> None:
        self.page.goto(path)

    def press(self, name: str) -> None:
        """Press a button or follow a link by its name."""
        button = self.page.get_by_role("button", name=name, exact=True)
        target = button if button.count() else self.page.get_by_role("link", name=name, exact=True)
        target.first.click()
        self.page.wait_for_load_state()

    def write(self, fact: str, field: str, words: str) -> None:
        self.page.fill(f"#f-{field}", words)
        self.told.append((fact, words))

    def choose(self, fact: str, field: str, label: str) -> None:
        option = self.page.locator(f"#f-{field} option", has_text=label).first
        self.page.select_option(f"#f-{field}", option.get_attribute("value"))
        self.told.append((fact, label))

    def mark(self, fact: str, label: str) -> None:
        """Choose an answer shown as a button of a group."""
        self.page.locator("main label", has_text=label).first.click()
        self.told.append((fact, label))

    def touch(self, person: str, answer: str) -> None:
        """Touch one of the three large buttons of a person at the gate."""
        self.page.get_by_role("group", name=person).get_by_role("radio", name=answer, exact=True).check()
        self.told.append((f"at the gate: {person}", answer))

    def code(self, code: str) -> None:
        """Jump to a question by its short code, by keyboard."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(code.lower())
        self.page.keyboard.press("Enter")

    def answer(self, code: str, keys: str, fact: str = "") -> None:
        """Answer a question by keyboard alone."""
        self.code(code)
        self.page.keyboard.type(keys)
        self.page.keyboard.press("Enter")
        self.told.append((fact or code, keys))

    def row(self, block: str, said: tuple[tuple[str, str], ...], fact: str) -> None:
        """Add a row to a block and answer its columns in their order, by keyboard alone; the first one names it."""
        self.code(block)
        self.page.keyboard.press("Enter")
        for column, keys in said:
            if column != f"{block}1":
                self.code(column)
            for part in keys.split(" at "):
                self.page.keyboard.type(part)
                self.page.keyboard.press("Enter")
            self.told.append((f"{fact}: {column}", keys))

    def saved(self) -> None:
        expect(self.page.locator("[data-save-word]")).to_have_text("Saved")

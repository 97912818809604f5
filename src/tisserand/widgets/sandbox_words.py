"""What the views of a sandbox forum have in common: its people, its clock, its texts."""

from tisserand.content.markdown import render
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.sandbox import Sandbox
from tisserand.domain.sandbox_forum import MINUTES_OF_A_DAY
from tisserand.domain.sandbox_threads import Words
from tisserand.i18n import Lang, translate
from tisserand.widgets.plain_text import plain_text

_HOUR = 60
_EXCERPT = 150


class SandboxWords:
    """Says things about one sandbox in one language."""

    def __init__(self, sandbox: Sandbox, lang: Lang) -> None:
        self.sandbox = sandbox
        self.lang = lang
        self._people = {person.id: person for person in sandbox.people}
        self._categories = {category.id: category for category in sandbox.categories}

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the interface."""
        return translate(self.lang, f"sandbox.{key}", **values)

    def of(self, words: Words) -> str:
        """Return a text in the language of the page; the learner's own as it was written."""
        return words.in_lang(self.lang) if isinstance(words, LocalizedText) else words

    def shown(self, words: Words) -> dict[str, str]:
        """Return a text for the page: authored ones as ``html``, the learner's as plain ``text``."""
        if isinstance(words, LocalizedText):
            return {"html": render(words.in_lang(self.lang))}
        return {"text": words}

    def excerpt(self, words: Words) -> str:
        """Return the beginning of a text, in one line."""
        is_authored = isinstance(words, LocalizedText)
        text = " ".join((plain_text(self.of(words)) if is_authored else self.of(words)).split())
        return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rsplit(' ', 1)[0]} …"

    def name(self, person_id: str | None) -> str:
        """Return the name of a person, or what the learner is called."""
        person = self._people.get(person_id or "")
        return person.name if person else self.say("you")

    def role(self, person_id: str | None) -> str:
        """Return what a person does, or nothing for the learner."""
        person = self._people.get(person_id or "")
        return person.role.in_lang(self.lang) if person else ""

    def category(self, category_id: str) -> str:
        """Return the name of a category."""
        found = self._categories.get(category_id)
        return found.name.in_lang(self.lang) if found else category_id

    def clock(self, now: int) -> str:
        """Return the time that the forum's clock shows."""
        return self.say("clock", day=self.say("day", n=now // MINUTES_OF_A_DAY + 1), time=self._time(now))

    def ago(self, at: int, now: int) -> str:
        """Return when something was written, seen from now."""
        days = now // MINUTES_OF_A_DAY - at // MINUTES_OF_A_DAY
        if days < 0 or days > 1:
            return self.say("days_ago", n=days)
        return self.say("today" if days == 0 else "yesterday", time=self._time(at))

    def _time(self, at: int) -> str:
        hours, minutes = divmod(at % MINUTES_OF_A_DAY, _HOUR)
        return self.say("time", hours=hours, minutes=f"{minutes:02}")

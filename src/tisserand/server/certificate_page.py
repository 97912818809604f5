"""``/<lang>/certificate``: what was practised, when and with which results, to be printed; nothing of it is kept."""

from datetime import UTC, datetime

from tisserand.errors import RefusedError
from tisserand.i18n import Lang
from tisserand.server.whole_handler import WholeHandler
from tisserand.services.certificate import days_in_words, practice_lines, whole_practice
from tisserand.services.day_words import day_in_words
from tisserand.services.limits import checked_text

_LONGEST_NAME = 80


class CertificateHandler(WholeHandler):
    """The certificate of practice. The name on it is what was just typed, and goes no further than the page."""

    async def get(self, lang_code: str) -> None:
        """Show it without a name."""
        await self._show(Lang(lang_code))

    async def post(self, lang_code: str) -> None:
        """Show it with a name; in the body of a form, it gets into no log and no history."""
        lang, typed = Lang(lang_code), self.get_body_argument("name", "")
        try:
            name = " ".join(checked_text(typed, _LONGEST_NAME).split())
        except RefusedError as error:
            await self._show(lang, typed=typed, problem=error.sentence(lang))
            return
        await self._show(lang, name=name, typed=name)

    async def _show(self, lang: Lang, *, name: str = "", typed: str = "", problem: str = "") -> None:
        practices = await self.ask(lang, whole_practice)
        self.render_page(
            "certificate.html",
            lang,
            path="certificate",
            name=name,
            typed=typed,
            problem=problem,
            practices=practices,
            done=sum(one.done for one in practices),
            total=sum(one.total for one in practices),
            day=day_in_words(datetime.now(UTC).date(), lang),
            longest_name=_LONGEST_NAME,
            days_in_words=days_in_words,
            practice_lines=practice_lines,
            xsrf=self.xsrf_form_html(),
        )

"""``/<lang>/rooms/<code>/debrief``: what came of a workshop, for its trainers: a page, a sheet, a notebook."""

import asyncio
from http import HTTPStatus

from tornado.web import HTTPError

from tisserand.domain.events import Record
from tisserand.i18n import Lang
from tisserand.server.rooms.debrief import debrief_csv, debrief_file, debrief_notebook, debrief_page
from tisserand.server.rooms.handlers import RoomHandler
from tisserand.server.rooms.hub import LiveRoom


class DebriefHandler(RoomHandler):
    """The debrief; with ``.csv`` or ``.ipynb`` after its address, as a file."""

    async def get(self, lang_code: str, code: str, suffix: str | None) -> None:
        """Give it to the room's trainers."""
        lang, live = Lang(lang_code), await self.room(code)
        trainer = self.trainer()
        if trainer is None:
            self.redirect(f"{self.base_url}{lang}/trainer")
            return
        if trainer.username not in live.room.trainers:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        records = await self.workshop.rooms.learner_records(live)
        if suffix:
            await self._give_file(live, records, lang, suffix)
            return
        path = f"rooms/{live.code}/debrief"
        page = await asyncio.to_thread(debrief_page, live.room, records, lang, self.base_url, path=path)
        self.finish(page)

    async def _give_file(self, live: LiveRoom, records: list[Record], lang: Lang, suffix: str) -> None:
        if suffix == ".csv":
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            content: str | bytes = await asyncio.to_thread(debrief_csv, live.room, records, lang)
        else:
            self.set_header("Content-Type", "application/x-ipynb+json; charset=utf-8")
            content = await asyncio.to_thread(debrief_notebook, live.room, records, lang)
        name = debrief_file(live.room, lang, suffix)
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(content)

"""What the pages share that look over all the modules of a person."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from tornado.web import HTTPError

from tisserand.content.catalogue import published_modules
from tisserand.i18n import Lang
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import Person, person_of
from tisserand.services.whole_session import WholeSession
from tisserand.store.event_log import EventLog

T = TypeVar("T")


class WholeHandler(PageHandler):
    """A page over all the modules. Somebody who only looks around has done nothing in any of them."""

    async def ask(self, lang: Lang, service: Callable[[WholeSession], T]) -> T:
        """Return what a service reads of the person who asks.

        Raises:
            StoreError: the database could not be read.
        """
        return await self.workshop.keeper.ask(lambda log: service(self._whole(log, lang, person_of(self))))

    async def keep(self, lang: Lang, service: Callable[[WholeSession], T], newcomer: Person | None = None) -> T:
        """Have a service write what the person who asks has done.

        Args:
            lang: language of the page.
            service: writes it.
            newcomer: who they are from now on, where what they did makes them a person.

        Raises:
            HTTPError: 429, too much in a short time.
            StoreError: it could not be kept.
            TisserandError: the service refused it.
        """
        person = person_of(self)
        if not self.workshop.forms.take(person.username if person else self.network):
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS)
        return await self.workshop.keeper.keep(lambda log: service(self._whole(log, lang, person or newcomer)))

    def _whole(self, log: EventLog, lang: Lang, person: Person | None) -> WholeSession:
        modules = tuple(published_modules(drafts=self.workshop.drafts))
        return WholeSession(log, person.username if person else "", lang, modules)

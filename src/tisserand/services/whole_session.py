"""Who goes over all their modules, and when: what the services are handed that look further than one lesson."""

from dataclasses import dataclass
from datetime import date

from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import Record
from tisserand.domain.follow_up import day_of
from tisserand.i18n import Lang
from tisserand.services.session import Clock, Session, Versioned, utc_now
from tisserand.store.event_log import EventLog


@dataclass(frozen=True)
class WholeSession:
    """A person, in all the modules that are offered.

    Attributes:
        log: where what happens is kept.
        learner: opaque id of the person.
        lang: language of the page.
        modules: those that are offered, in their order.
        clock: says what time it is, in UTC.
    """

    log: EventLog
    learner: str
    lang: Lang
    modules: tuple[TrainingModule, ...]
    clock: Clock = utc_now

    @property
    def today(self) -> date:
        """The day, in UTC."""
        return day_of(self.clock())

    def module(self, module_id: str) -> TrainingModule | None:
        """Return a module by its id, or none when it is no longer offered."""
        return next((one for one in self.modules if one.id == module_id), None)

    def records(self, activity: str | None = None) -> list[Record]:
        """Return what the person did everywhere, or in the activities of one name, in order.

        Raises:
            StoreError: the log can't be read.
        """
        return self.log.records(self.learner, None, activity)

    def within(self, module: Versioned) -> Session:
        """Return the person's session in one module."""
        return Session(self.log, self.learner, self.lang, module, self.clock)

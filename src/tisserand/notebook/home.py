"""What the home notebook shows."""

from IPython.display import display

from tisserand.content.catalogue import lesson_file, published_modules
from tisserand.errors import StoreError
from tisserand.i18n import Lang
from tisserand.notebook.kernel_log import keep_log_off_the_page
from tisserand.services.chosen_roles import PATH
from tisserand.services.follow_up import current_follow_up
from tisserand.services.progress import Standing, progress_of_all
from tisserand.services.session import open_session
from tisserand.services.whole_session import WholeSession
from tisserand.settings import read_settings
from tisserand.store.event_log import open_event_log
from tisserand.widgets.catalog import CatalogWidget
from tisserand.widgets.notice import NoticeWidget
from tisserand.widgets.path import PathWidget
from tisserand.widgets.review import ReviewWidget


def show_catalog(*, lang: str = "fr", learner: str = "") -> None:
    """Show the modules as cards, with the person's progress; a click opens a lesson in a tab.

    On a day on which questions of finished modules come back, they are asked first.

    Args:
        lang: ``fr`` or ``en``.
        learner: whose progress it is; by default that of the settings.
    """
    keep_log_off_the_page()
    language, settings = Lang.parse(lang), read_settings()
    published = published_modules()
    standings: dict[str, Standing] = {}
    try:
        log = open_event_log(settings.database_url, create=False, lang=language)
        standings = progress_of_all(log, learner or settings.learner, published, language)
        whole = WholeSession(log, learner or settings.learner, language, tuple(published))
        if current_follow_up(whole, standings).today:
            display(ReviewWidget(whole))
    except StoreError as error:  # the modules can still be opened
        display(NoticeWidget(str(error), language, author=False))
    paths = {module.slug: lesson_file(module, language) for module in published}
    display(CatalogWidget(published, standings, language, paths))


def show_path(*, lang: str = "fr", learner: str = "") -> None:
    """Show the person's path: their roles, what is under way, what could come next, their profile.

    Args:
        lang: ``fr`` or ``en``.
        learner: whose path it is; by default that of the settings.
    """
    keep_log_off_the_page()
    language, published = Lang.parse(lang), published_modules()
    paths = {module.slug: lesson_file(module, language) for module in published}
    session = open_session(PATH, language, learner or None)
    display(PathWidget(session, published, language, paths))

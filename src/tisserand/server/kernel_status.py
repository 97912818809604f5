"""``/api/kernels/<id>``: whether one's kernel lives, for a page whose websocket was refused."""

from http import HTTPStatus

from tisserand.server.page_handler import PageHandler
from tisserand.server.people import person_of


class KernelStatusHandler(PageHandler):
    """Answers 200 with what Jupyter's own front end wants to know of a kernel; 404: it ended; 403: it is not yours."""

    def get(self, kernel_id: str) -> None:
        """Answer."""
        person, kernels = person_of(self), self.workshop.kernels
        if kernel_id not in kernels:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif person is None or kernels.owner_of(kernel_id) != person.username:
            self._refuse(HTTPStatus.FORBIDDEN)
        else:
            self.finish(kernels.kernel_model(kernel_id))

    def _refuse(self, status: HTTPStatus) -> None:
        self.set_status(status)
        self.finish()

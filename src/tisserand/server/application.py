"""The server: a jupyter_server application of which only its kernels are left, with our pages in front."""

import errno
import logging
import os
import socket
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

_SHARE = str(files("tisserand.server").joinpath("share"))
# Voilà looks for templates along Jupyter's paths, which are read from the environment when it is imported.
os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [_SHARE, os.environ.get("JUPYTER_PATH")]))
# With it, jsonschema would make a grammar of addresses for a second, half of what this server takes to start. It goes
# without where that is missing, and no schema of ours has an address in it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None says: it is missing

from jupyter_server.extension.application import ExtensionApp  # noqa: E402
from jupyter_server.serverapp import ServerApp  # noqa: E402
from traitlets import Bool, Integer, Unicode, default  # noqa: E402
from traitlets.config import Config  # noqa: E402
from voila.configuration import VoilaConfiguration  # noqa: E402

from tisserand.content.loading import load_module  # noqa: E402
from tisserand.domain.events import Record  # noqa: E402
from tisserand.errors import ReasonedError, TisserandError  # noqa: E402
from tisserand.forkserver.configuration import ParentConfiguration  # noqa: E402
from tisserand.forkserver.kernelspec import KERNEL_NAME  # noqa: E402
from tisserand.forkserver.owner import owner_of  # noqa: E402
from tisserand.forkserver.secrecy import forbid_reading_this_process  # noqa: E402
from tisserand.i18n import Lang, translate  # noqa: E402
from tisserand.paths import content_root, data_folder  # noqa: E402
from tisserand.server.addresses import addresses, base_of, is_this_machine, known_hosts  # noqa: E402
from tisserand.server.channels import FROM_PAGE, LARGEST_MESSAGE, GuardedConnection  # noqa: E402
from tisserand.server.keeper import Keeper  # noqa: E402
from tisserand.server.kernel_api import KernelApi, RoomDoor  # noqa: E402
from tisserand.server.kernels import LessonKernels  # noqa: E402
from tisserand.server.lesson_renderer import LessonRenderer  # noqa: E402
from tisserand.server.lesson_runs import LessonAddress, LessonPool  # noqa: E402
from tisserand.server.people import OwnKernelOnly, People  # noqa: E402
from tisserand.server.rooms.collecting import note_record  # noqa: E402
from tisserand.server.rooms.vote_clock import VoteClock  # noqa: E402
from tisserand.server.routes import routes  # noqa: E402
from tisserand.server.runtimes import kernel_environment, runtime_of  # noqa: E402
from tisserand.server.secret_files import TrainerPassword, cookie_secret  # noqa: E402
from tisserand.server.workshop import SETTING, Workshop  # noqa: E402
from tisserand.settings import WORKSHOP, read_settings  # noqa: E402

CONFIG_NAME = "jupyter_tisserand_config"
"""Of the file, ``.py`` or ``.json``, in Jupyter's configuration folders (``jupyter --paths``)."""

_LARGEST_FORM = 64 * 1024
_OPEN_FILES = 16_384  # eight for each kernel, ten for each page
_PREPARE = ("tisserand.notebook.ahead:read_ahead",)
"""What the process does, once, from which kernels are forked."""

_KERNEL_MB = 512
"""What a lesson may add to its kernel's memory: two years of a large simulated community take a tenth of it."""

_KERNEL_CPU_S = 900
"""Processor seconds of one kernel: an hour of balancing takes some sixty."""

_PING_S = 20
"""A phone that does not answer a websocket's ping within this is taken for gone; it comes back by itself."""


class ListenError(ReasonedError):
    """The server can't listen where it was told to."""

    area = "serve"


class RestrictedServer(ServerApp):  # type: ignore[misc]  # jupyter_server types it, mypy does not follow
    """A jupyter_server without contents, files, sessions, terminals, nbconvert, configuration and kernel listing."""

    name = "tisserand"
    default_services = ()
    no_browser_open_file = True
    port_default_value = 8866

    @default("ip")  # type: ignore[untyped-decorator]  # traitlets has no types
    def _default_ip(self) -> str:
        """Listen on this machine only, unless told otherwise."""
        return "127.0.0.1"

    @default("open_browser")  # type: ignore[untyped-decorator]  # traitlets has no types
    def _default_open_browser(self) -> bool:
        """Open one: jupyter_server's default is that of a server for others."""
        return True

    def _config_file_name_default(self) -> str:
        """Not that of somebody's own Jupyter, which may open what must stay closed here."""
        return CONFIG_NAME

    def _find_http_port(self) -> None:
        """Refuse a port that is taken: another one would not be the one that people were told."""
        with socket.socket(socket.AF_INET6 if ":" in self.ip else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.ip, self.port))
            except OSError as error:
                where = {"host": self.ip, "port": self.port, "other": self.port + 1}
                taken = error.errno == errno.EADDRINUSE
                raise ListenError("port_taken" if taken else "cannot_listen", detail=error.strerror, **where) from error

    def _handle_sigint(self, sig: Any, frame: Any) -> None:
        """Stop at Ctrl+C without asking."""
        self._signal_stop(sig, frame)

    def init_webapp(self) -> None:
        """Take from the public address what a proxy in front changes, before anything is made of it."""
        if public_url := self.config.WorkshopApp.get("public_url"):
            self.base_url = base_of(public_url)
            self.allow_remote_access = True
            # Nobody but a proxy reaches a server that listens on this machine only, or gives it an encrypted address.
            if public_url.startswith("https:") or is_this_machine(self.ip):
                self.trust_xheaders = True
        super().init_webapp()

    def write_server_info_file(self) -> None:
        """Stay out of ``jupyter server list``: other tools would take this for a Jupyter that runs code."""


class WorkshopApp(ExtensionApp):  # type: ignore[misc]
    """The workshop: its settings, then its parts, then its routes.

    Every trait can be set in ``jupyter_tisserand_config.py`` as ``c.WorkshopApp.<trait>``.
    """

    name = "tisserand"
    extension_url = "/"
    load_other_extensions = False
    open_browser = False
    serverapp_class = RestrictedServer
    serverapp_config: ClassVar[dict[str, Any]] = {"jpserver_extensions": {}}

    database_url = Unicode(config=True, help="SQLAlchemy URL of the answers; by default one SQLite file.")
    public_url = Unicode("", config=True, help="Address that people open, behind a proxy: https://example.org/path/")
    max_participants = Integer(120, min=1, config=True, help="People who may have a lesson open at once.")
    keep_ready = Integer(2, min=0, config=True, help="Lessons kept ready of each module and language in use.")
    idle_minutes = Integer(20, min=1, config=True, help="Minutes after which a lesson without a page is closed.")
    drafts = Bool(False, config=True, help="Show modules being written too.")  # noqa: FBT003 - traitlets' own form
    compatible = Bool(False, config=True, help="Show every lesson with Voilà's stock front end.")  # noqa: FBT003
    default_lang = Unicode(config=True, help="Language for browsers that ask for neither: fr or en.")
    password_file = Unicode("", config=True, help="File whose first line is the trainer's password.")
    kernel_name = Unicode(KERNEL_NAME, config=True, help="Kernelspec of the lessons: forked where that is possible.")

    @default("default_lang")  # type: ignore[untyped-decorator]  # traitlets has no types
    def _default_lang(self) -> str:
        """The language of whoever starts the server."""
        return read_settings().lang.value

    @classmethod
    def get_extension_package(cls) -> str:
        """Return the package that says where the extension is: jupyter_server would look at the topmost one."""
        return "tisserand.server"

    def initialize_settings(self) -> None:
        """Make the parts, before the handlers that need them."""
        server, folder = self.serverapp, data_folder() / "server"
        is_secure = self.public_url.startswith("https:")
        forbid_reading_this_process()
        server.log.setLevel(server.log_level)  # traitlets' logger would make, then drop, a record for each message
        lang = Lang.parse(self.default_lang)
        secret = server.cookie_secret
        keeper = Keeper(self.database_url or read_settings().database_url, lang, secret)
        kernels: LessonKernels = server.kernel_manager
        kernels.max_kernels = self.max_participants
        kernels.cull_idle_timeout = self.idle_minutes * 60
        self.api = KernelApi(keeper, secret, kernels.owner_of, RoomDoor(self._room_of, self._tell_room))
        kernels.config.ForkProvisioner.connect_ports = [self.api.port]
        kernels.extra_env = {WORKSHOP: self.api.url, "SERVER_SOFTWARE": "voila/tisserand"}
        pool = LessonPool(
            kernels, content_root() / "notebooks", self.kernel_name, self.keep_ready, self._kernel_environment
        )
        given = Path(self.password_file).expanduser() if self.password_file else None
        self.workshop = Workshop(
            base_url=server.base_url,
            public_url=self.public_url,
            addresses=addresses(server.ip, server.port, server.base_url),
            hosts=known_hosts(self.public_url, server.local_hostnames),
            default_lang=lang,
            drafts=self.drafts,
            keeper=keeper,
            kernels=kernels,
            pool=pool,
            password=TrainerPassword(folder, given),
            secret=secret,
        )
        self.vote_clock = VoteClock(self.workshop.rooms)
        self.settings.update({
            SETTING: self.workshop,
            "mathjax_config": None,
            "mathjax_url": None,
            # A name of our own: cookies don't tell ports apart, and a JupyterLab on this machine has its own _xsrf.
            "xsrf_cookie_name": "tisserand_xsrf",
            "xsrf_cookie_kwargs": {"path": server.base_url, "secure": is_secure, "httponly": True, "samesite": "Lax"},
        })  # fmt: skip

    def initialize_handlers(self) -> None:
        """Answer our routes and nothing else: jupyter_server's own, such as /files/ and /metrics, go."""
        server = self.serverapp
        configuration = VoilaConfiguration(
            parent=server,
            extension_allowlist=[
                "@jupyter-widgets/jupyterlab-manager",
                "@voila-dashboards/widgets-manager8",
                "anywidget",
            ],
            extension_denylist=[],
            extension_config={},
            allow_template_override="NO",
            allow_theme_override="NO",
            show_tracebacks=False,
        )
        settings = {**server.web_app.settings, **self.settings}
        renderer = LessonRenderer(
            server.base_url, self.workshop.pool, settings, configuration, compatible=self.compatible
        )
        router = server.web_app.wildcard_router
        router.rules.clear()
        router.add_rules(routes(server.base_url, renderer))

    async def _start_jupyter_server_extension(self, serverapp: ServerApp) -> None:  # noqa: ARG002 - its signature
        """Read the rooms, and start the process from which kernels are forked: before the first person is there."""
        await self.workshop.rooms.load()  # a lesson opened after a restart belongs to the room in which its person is
        self.vote_clock.start()
        if self.kernel_name == KERNEL_NAME:
            await owner_of(ParentConfiguration(prepare=_PREPARE)).warm()

    def _kernel_environment(self, address: LessonAddress) -> dict[str, str]:
        """Return what the kernel of a lesson finds in its environment, as its page brings our widgets or not."""
        runtime = runtime_of(load_module(address.slug), compatible=self.compatible)
        return kernel_environment(runtime, self.serverapp.base_url)

    def _room_of(self, learner: str) -> str | None:
        live = self.workshop.rooms.room_of_person(learner)
        return live.room.id if live else None

    async def _tell_room(self, record: Record) -> None:
        await note_record(self.workshop, record)

    async def stop_extension(self) -> None:
        """End what waits for nobody, and finish what is being written."""
        self.vote_clock.stop()
        await self.workshop.pool.close()
        self.api.stop()
        self.workshop.keeper.close()


def make_server(arguments: Sequence[str] = ()) -> WorkshopApp:
    """Return a server that is ready to ``start()``.

    Args:
        arguments: traits as Jupyter's command lines write them, ``--ServerApp.port=8866``: they win over those of the
            configuration file.

    Raises:
        TisserandError: the notebooks are not there (``tisserand build`` writes them), the server can't listen where it
            was told to, or the file of the trainer's password holds none.
        StoreError: the database is damaged, newer, or in a place that can't be written.
        OSError: a secret can't be read or written.
    """
    notebooks = content_root() / "notebooks"
    if not any(notebooks.glob("*/*.ipynb")):
        raise TisserandError(translate(read_settings().lang, "serve.no_notebooks", folder=notebooks))
    server: ServerApp = WorkshopApp.initialize_server(list(arguments), config=_fixed(notebooks))
    app: WorkshopApp = server.extension_manager.extension_points[WorkshopApp.name].app
    return app


def _fixed(notebooks: Path) -> Config:
    """Return what jupyter_server is told whatever the configuration file says: safety hangs on most of it."""
    config = Config()
    config.ServerApp = Config({
        "port_retries": 0,
        "root_dir": str(notebooks),
        "cookie_secret": cookie_secret(data_folder() / "server"),
        "kernel_manager_class": LessonKernels,
        "kernel_websocket_connection_class": GuardedConnection,
        "identity_provider_class": People,
        "authorizer_class": OwnKernelOnly,
        "allow_unauthenticated_access": False,
        "disable_check_xsrf": False,
        "allow_origin": "",
        "allow_origin_pat": "",
        "allow_root": True,  # in a container there is nobody else; kernels run no code of participants
        "terminals_enabled": False,
        "reraise_server_extension_failures": True,
        "log_level": logging.ERROR,
        "min_open_files_limit": _OPEN_FILES,
        "max_body_size": _LARGEST_FORM,
        "max_buffer_size": LARGEST_MESSAGE,
        "websocket_ping_interval": _PING_S * 1000,
        "websocket_ping_timeout": _PING_S * 1000,
        "tornado_settings": {"compress_response": True},
    })  # fmt: skip
    config.LessonKernels = Config({
        "cull_interval": 60,
        "allow_tracebacks": False,
        "allowed_message_types": sorted(FROM_PAGE),
    })  # fmt: skip
    config.ForkProvisioner = Config({
        "prepare": list(_PREPARE),
        "confine": True,  # our database and secrets are out of a kernel's reach, where the system can see to it
        "memory_limit_mb": _KERNEL_MB,
        "cpu_limit_s": _KERNEL_CPU_S,
        "niceness": 1,  # pages and answers go before
    })  # fmt: skip
    config.KernelRestarter = Config({"restart_limit": 0})  # a kernel born again would be blank: it is gone
    if os.name == "posix":
        config.KernelManager = Config({"transport": "ipc"})  # sockets in a private folder rather than open ports
    return config

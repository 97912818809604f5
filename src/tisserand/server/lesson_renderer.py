"""A notebook becomes a page: Voilà's exporter, made once for each template rather than once for each visitor."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nbformat import NotebookNode
from voila.configuration import VoilaConfiguration
from voila.paths import collect_template_paths
from voila.utils import get_page_config

from tisserand.content.models.module import TrainingModule
from tisserand.paths import content_root
from tisserand.server.lesson_prose import LessonExporter
from tisserand.server.lesson_runs import LessonAddress, LessonPool, LessonRun
from tisserand.server.page_assets import page_assets
from tisserand.server.page_facts import PageFacts, RoomFacts, page_facts
from tisserand.server.runtimes import TEMPLATES, runtime_of, scripts_of

log = logging.getLogger(__name__)

FLUSH = "<!--flush-->"
"""What a template writes where it is about to wait: what stands before is sent, in one piece."""


class LessonRenderer:
    """Renders the lessons of one server."""

    def __init__(
        self,
        base_url: str,
        pool: LessonPool,
        settings: dict[str, Any],
        configuration: VoilaConfiguration,
        *,
        compatible: bool,
    ) -> None:
        self.base_url = base_url
        self.compatible = compatible
        self._pool = pool
        self._settings = settings
        self._configuration = configuration
        self._exporters: dict[str, LessonExporter] = {}

    def lesson(
        self, module: TrainingModule, address: LessonAddress, person: str, room: RoomFacts | None = None
    ) -> "LessonPage":
        """Return the page of a lesson for somebody, perhaps in a workshop's room; not yet rendered."""
        notebook = self._pool.notebook(address)
        runtime = runtime_of(module, compatible=self.compatible)
        facts = page_facts(
            base_url=self.base_url,
            lang=address.lang,
            slug=address.slug,
            title=module.title.in_lang(address.lang),
            runtime=runtime,
            person=person,
            assets=page_assets(),
            room=room,
        )
        return LessonPage(self, notebook, TEMPLATES[runtime], scripts_of(notebook, runtime), facts)

    def exporter(self, template: str) -> LessonExporter:
        """Return Voilà's exporter with one of our templates."""
        if template not in self._exporters:
            exporter = LessonExporter(
                content_root() / "modules",
                with_mathml=template != TEMPLATES["stock"],
                template_paths=collect_template_paths(["voila", "nbconvert"], template),
                template_name=template,
                config=self._configuration.config,
                base_url=self.base_url,
                show_margins=False,
                mathjax_url="",
            )
            exporter.exclude_input = exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
            self._exporters[template] = exporter
        return self._exporters[template]

    @cached_property
    def page_config(self) -> dict[str, Any]:
        """What Voilà's stock front end reads of the page."""
        found: dict[str, Any] = get_page_config(self.base_url, self._settings, log, self._configuration)
        return {**found, "jupyterLabTheme": "light"}


@dataclass(frozen=True)
class LessonPage:
    """The page of one visit.

    Attributes:
        renderer: what all pages share.
        notebook: the lesson, not played.
        template: which of our templates.
        scripts: where its scripts may come from, for the security policy.
        facts: what the template is told.
    """

    renderer: LessonRenderer
    notebook: NotebookNode
    template: str
    scripts: str
    facts: PageFacts

    async def pieces(self, opening: Awaitable[LessonRun | None]) -> AsyncIterator[str]:
        """Give the page's HTML piece by piece; what comes before the first activity does not wait for the kernel.

        Args:
            opening: the run that was played for this visit; ``None`` when it failed.
        """
        run = asyncio.ensure_future(opening)

        async def kernel_start(nb: NotebookNode) -> str:
            played = await run
            if played is None:
                return ""
            nb.metadata["widgets"] = played.notebook.metadata.get("widgets", {})
            return played.kernel_id

        async def cell_generator(_nb: NotebookNode, _kernel_id: str = "") -> AsyncIterator[NotebookNode]:
            for index, cell in enumerate(self.notebook.cells):
                played = await run if cell.cell_type == "code" else None
                yield played.notebook.cells[index] if played else cell

        renderer = self.renderer
        page_config = {**renderer.page_config, "page": self.facts.as_dict()}
        resources = {
            "base_url": renderer.base_url,
            "theme": "light",
            "template": self.template,
            "metadata": {"name": self.facts.title},
            "page_config": page_config,
        }
        context = {
            "frontend": "voila",
            "main_js": "voila.js",
            "progressive_rendering": False,
            "kernel_start": kernel_start,
            "cell_generator": cell_generator,
        }
        generator = renderer.exporter(self.template).generate_from_notebook_node(
            self.notebook, resources=resources, extra_context=context, page_config=page_config
        )
        waiting: list[str] = []
        async for html, _resources in generator:
            waiting.append(html)
            if FLUSH in html:
                yield "".join(waiting)
                waiting.clear()
        yield "".join(waiting)

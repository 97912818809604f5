/**
 * Tisserand inside JupyterLab: lessons as cards of the Launcher, and activities that appear by themselves when a lesson
 * is opened.
 *
 * A prebuilt extension is a module-federation container: `init` receives what JupyterLab shares, `get` gives our
 * module. Both are short enough to be written by hand, so there is nothing to build (decision 0005).
 */
(() => {
  /** @type {Record<string, Record<string, {get(): Promise<() => any>}>>} */
  let shared = {};

  /** @param {string} name of a package that JupyterLab shares */
  const load = async (name) => {
    const versions = Object.values(shared[name] ?? {});
    if (!versions.length) throw new Error(`JupyterLab does not share ${name}`);
    return (await versions[0].get())();
  };

  const ICON =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#00588f"/>' +
    '<g fill="none" stroke-width="3.4" stroke-linecap="round"><path d="M9 5v22M16 5v22M23 5v22" stroke="#fdfcf9"/>' +
    '<path d="M4.5 11h2.7m3.6 0h10.4m3.6 0h2.7M4.5 21h9.7m3.6 0h9.7" stroke="#e69f00"/>' +
    '<path d="M14.2 16h-9.7m23 0h-9.7" stroke="#56b4e9"/></g></svg>';

  // The folded cells of a lesson: three faint dots that open the code for who wants it, instead of its first line.
  // Our cards come first in the Launcher.
  const STYLE = `
    .ts-played .jp-CodeCell .jp-InputPlaceholder,
    .ts-played .jp-CodeCell .jp-InputPlaceholder * { min-height: 0; border: 0; background: transparent; box-shadow: none; }
    .ts-played .jp-CodeCell .jp-InputPlaceholder { opacity: 0.55; }
    .ts-played .jp-CodeCell .jp-PlaceholderText { display: none; }
    .jp-Launcher-content { display: flex; flex-direction: column; }
    .jp-Launcher-section:has([data-category="Tisserand"]) { order: -1; }
    .jp-Launcher-cwd { order: -2; }`;

  const plugin = async () => {
    const [{ PageConfig }, { ILauncher }, { INotebookTracker, NotebookActions }, { LabIcon }] = await Promise.all(
      ["@jupyterlab/coreutils", "@jupyterlab/launcher", "@jupyterlab/notebook", "@jupyterlab/ui-components"].map(load),
    );
    /** @type {{category: string, run: boolean, lessons: {path: string, title: string, caption: string}[]}} */
    const config = JSON.parse(PageConfig.getOption("tisserand") || '{"lessons": [], "run": false, "category": ""}');
    const icon = new LabIcon({ name: "tisserand:mark", svgstr: ICON });

    /** Play a lesson as soon as it is open: its cells are folded, what they show is what the learner came for. */
    const play = async (/** @type {any} */ panel) => {
      await panel.context.ready;
      await panel.sessionContext.ready;
      const metadata = panel.content.model?.sharedModel.metadata ?? {};
      if (!metadata.tisserand || panel.isDisposed) return;
      panel.addClass("ts-played");
      // Unlike "run all", this leaves the reader at the top of the page.
      await NotebookActions.runCells(panel.content, panel.content.widgets, panel.sessionContext);
      if (!panel.isDisposed) await panel.context.save(); // closing the tab has then nothing to ask
    };

    return {
      id: "@tisserand/lab:lessons",
      autoStart: true,
      requires: [INotebookTracker],
      optional: [ILauncher],
      activate: (/** @type {any} */ app, /** @type {any} */ tracker, /** @type {any} */ launcher) => {
        const command = "tisserand:open-lesson";
        app.commands.addCommand(command, {
          label: (/** @type {any} */ args) => args.title ?? "Tisserand",
          caption: (/** @type {any} */ args) => args.caption ?? "",
          icon,
          execute: (/** @type {any} */ args) => app.commands.execute("docmanager:open", { path: args.path }),
        });
        config.lessons.forEach((lesson, rank) => launcher?.add({ command, args: lesson, category: config.category, rank }));
        const style = document.createElement("style");
        style.textContent = STYLE;
        document.head.append(style);
        if (config.run) tracker.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ panel) => play(panel));
      },
    };
  };

  const window_ = /** @type {any} */ (window);
  window_._JUPYTERLAB = window_._JUPYTERLAB ?? {};
  window_._JUPYTERLAB["@tisserand/lab"] = {
    init: (/** @type {any} */ scope) => {
      shared = scope;
    },
    get: async () => {
      const module = { default: await plugin(), __esModule: true };
      return () => module;
    },
  };
})();

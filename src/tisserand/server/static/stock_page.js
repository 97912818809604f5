/**
 * The frame of a lesson in the compatible mode: says when the activities are ready, when the connection is away, and offers to reload when
 * the kernel is gone. Voilà's front end gives up after seven tries without a word; this comes back by itself.
 */
(() => {
  const bar = document.getElementById("ts-state");
  if (!bar) return;
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  const kernelUrl = `${config.baseUrl ?? "/"}api/kernels/${config.kernelId}`;

  const words = JSON.parse(document.getElementById("ts-page-words").textContent);
  const reload = Object.assign(document.createElement("button"), { type: "button", className: "ts-link-button", textContent: words.reload });
  reload.addEventListener("click", () => location.reload());

  /** @param {"preparing" | "ready" | "away" | "gone"} state */
  const show = (state) => {
    if (bar.dataset.state === state || bar.dataset.state === "gone") return;
    bar.dataset.state = state;
    const line = Object.assign(document.createElement("p"), { textContent: words[state] ?? "" });
    if (state === "gone") line.append(" ", reload);
    bar.replaceChildren(...(state === "ready" ? [] : [line]));
  };
  document.querySelector(".ts-skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("content")?.focus();
  });

  const kernel = () => window.jupyterapp?.widgetManager?.kernel;

  const DEAD = ["dead", "restarting", "autorestarting"]; // a kernel that starts again has forgotten the lesson
  let asked = 0;

  /** See whether the connection holds; now and then, or when it does not, ask the server whether the kernel lives. */
  const look = async () => {
    const current = kernel();
    if (!current) return;
    if (DEAD.includes(current.status)) return show("gone");
    const connected = current.connectionStatus === "connected";
    if (connected) show("ready");
    if (connected && Date.now() - asked < 60_000) return;
    asked = Date.now();
    try {
      const answer = await fetch(kernelUrl, { cache: "no-store" });
      if (answer.status === 404) return show("gone");
      if (connected) return;
      show("away");
      if (current.connectionStatus === "disconnected") await current.reconnect();
    } catch {
      if (!connected) show("away");
    }
  };

  const begin = (current) => {
    current.connectionStatusChanged.connect(look);
    current.statusChanged.connect(look);
    look();
  };
  const waiting = setInterval(() => {
    const current = kernel();
    if (!current || !document.querySelector("main .ts-root")) return;
    clearInterval(waiting);
    begin(current);
  }, 200);
  setInterval(look, 5000);
  for (const event of ["online", "offline", "pageshow"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
})();

/** The Output widget of ipywidgets, with the usual kinds of output and without JupyterLab. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";

const MODULE = "@jupyter-widgets/output";
const VIEW = "application/vnd.jupyter.widget-view+json";
const SHOWN = ["stream", "display_data", "execute_result", "error"];
/** Kinds of data, the best first. */
const KINDS = [VIEW, "text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/plain"];

/** @param {string | string[]} text */
const joined = (text) => (Array.isArray(text) ? text.join("") : text);

export class OutputModel extends DOMWidgetModel {
  defaults() {
    const names = { _model_name: "OutputModel", _view_name: "OutputView", _model_module: MODULE, _view_module: MODULE };
    return { ...super.defaults(), ...names, msg_id: "", outputs: [] };
  }

  /** Called by Backbone before private names exist. @param {any} attributes @param {any} options */
  initialize(attributes, options) {
    super.initialize(attributes, options);
    this.on("change:msg_id", () => this._listen());
    this._listen();
  }

  _listen() {
    const { outputs } = this.widget_manager.connection;
    const [before, now] = [this.previous("msg_id"), this.get("msg_id")];
    if (before) outputs.delete(before);
    if (now) outputs.set(now, (/** @type {any} */ message) => this._take(message));
  }

  #isToClear = false;

  /** @param {any} message */
  _take({ header, content }) {
    let outputs = this.get("outputs");
    if (header.msg_type === "clear_output") {
      this.#isToClear = content.wait;
      if (content.wait) return;
      outputs = [];
    } else if (SHOWN.includes(header.msg_type)) {
      if (this.#isToClear) outputs = [];
      this.#isToClear = false;
      outputs = withOutput(outputs, { output_type: header.msg_type, ...content });
    } else return;
    this.set("outputs", outputs);
    this.save_changes();
  }
}

/** @param {any[]} outputs @param {any} added @returns {any[]} texts of one stream are joined */
function withOutput(outputs, added) {
  const last = outputs.at(-1);
  if (added.output_type !== "stream" || last?.output_type !== "stream" || last.name !== added.name) return [...outputs, added];
  return [...outputs.slice(0, -1), { ...last, text: joined(last.text) + joined(added.text) }];
}

export class OutputView extends DOMWidgetView {
  render() {
    super.render();
    this.el.classList.add("jupyter-widgets-output-area");
    this.listenTo(this.model, "change:outputs", () => this.#draw());
    this.#draw();
  }

  #draw() {
    this.el.replaceChildren(...this.model.get("outputs").map((/** @type {any} */ one) => this.#output(one)));
  }

  /** @param {any} output */
  #output(output) {
    const node = Object.assign(document.createElement("div"), { className: "ts-output" });
    const print = (/** @type {string} */ text) => node.append(Object.assign(document.createElement("pre"), { textContent: text.replace(/\x1b\[[0-9;]*m/g, "") }));
    if (output.output_type === "stream") print(joined(output.text));
    else if (output.output_type === "error") print(output.traceback.join("\n"));
    else {
      const kind = KINDS.find((one) => one in output.data) ?? "text/plain";
      const data = joined(output.data[kind] ?? "");
      if (kind === VIEW) this.model.widget_manager.show({ el: node, id: output.data[VIEW].model_id });
      else if (kind === "text/html" || kind === "image/svg+xml") node.innerHTML = data;
      else if (kind.startsWith("image/")) node.append(Object.assign(new Image(), { src: `data:${kind};base64,${data.trim()}`, alt: joined(output.data["text/plain"] ?? "") }));
      else print(data);
    }
    return node;
  }
}

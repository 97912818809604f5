/** The manager of ipywidgets itself, with all its controls and without JupyterLab; comes when a page needs it. */
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import css from "./full_manager.css";
import * as output from "./output.js";

const TARGET = "jupyter.widget";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

export class FullManager extends ManagerBase {
  /**
   * @param {any} connection
   * @param {{Comm: any, asHouseWidget: Function, houseClasses: Function, loadAnywidget(): Promise<any>}} page what the
   *   first file has: nothing is in both
   */
  constructor(connection, page) {
    super();
    this.connection = connection;
    this.page = page;
    this.ids = new Set();
    const house = page.houseClasses(base);
    const once = (/** @type {() => Promise<any>} */ make) => {
      /** @type {Promise<any> | undefined} */
      let made;
      return () => (made ??= make());
    };
    /** @type {Record<string, () => any>} */
    this.modules = {
      tisserand: () => house,
      anywidget: once(async () => (await page.loadAnywidget())(base)),
      "@jupyter-widgets/base": () => base,
      "@jupyter-widgets/controls": () => controls,
      "@jupyter-widgets/output": () => output,
    };
    connection.onOpenComm = (/** @type {any} */ message) => this.#open(message);
  }

  /** @param {string} name @param {string} module */
  async loadClass(name, module) {
    const load = this.modules[module];
    if (!load) throw new Error(`this page has no widgets of the package ${module}`);
    return (await load())[name];
  }

  /** @param {string} target @param {string} id @param {any} data @param {any} metadata @param {any} buffers */
  async _create_comm(target, id, data, metadata, buffers) {
    const comm = new this.page.Comm(this.connection, target, id);
    if (data || metadata) comm.open(data ?? {}, undefined, metadata, buffers);
    return comm;
  }

  async _get_comm_info() {
    return {};
  }

  /** A widget made later. @param {any} message */
  async #open(message) {
    const { target_name, comm_id, data } = message.content;
    if (target_name !== TARGET) return;
    const { state } = data;
    const widget = this.page.asHouseWidget({ model_module: state._model_module, model_name: state._model_name, state });
    data.state = widget.state;
    this.ids.add(comm_id);
    await this.handle_comm_open(new this.page.Comm(this.connection, TARGET, comm_id), message);
  }

  /** @param {Record<string, any>} states */
  async load(states) {
    const tell = (/** @type {unknown} */ error) => console.error(error);
    await Promise.all(Object.entries(states).map(([id, widget]) => this.#take(id, this.page.asHouseWidget(widget)).catch(tell)));
  }

  /** @param {string} model_id @param {any} widget */
  async #take(model_id, { model_name, model_module, model_module_version, state }) {
    this.ids.add(model_id);
    if (this.has_model(model_id)) {
      const model = await this.get_model(model_id);
      return model.set_state(await model.constructor._deserialize_state(state, this));
    }
    const comm = new this.page.Comm(this.connection, TARGET, model_id);
    await this.new_model({ model_name, model_module, model_module_version: model_module_version ?? "*", model_id, comm }, state);
  }

  /** @param {{el: Element, id: string}} place */
  async show({ el, id }) {
    const view = await this.create_view(await this.get_model(id));
    el.replaceChildren();
    Widget.attach(view.luminoWidget, /** @type {HTMLElement} */ (el));
    addEventListener("resize", () => view.luminoWidget.update());
    return view;
  }

  /** @param {string} event */
  async tell(event) {
    for (const id of this.ids) if (this.has_model(id)) (await this.get_model(id)).trigger(event);
  }
}

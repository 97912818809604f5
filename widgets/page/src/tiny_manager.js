/**
 * Widgets without the packages of ipywidgets: ours, other anywidgets, boxes, HTML and labels. What it does not know, it
 * leaves to the full manager.
 */
import { Comm } from "./comm.js";
import { asHouseWidget, HOUSE, houseClasses } from "./house_widgets.js";
import { Model } from "./model.js";
import { PLAIN_VIEWS } from "./plain_views.js";
import { View } from "./view.js";
import { put } from "./widget_states.js";

const KNOWN = {
  [HOUSE.module]: [HOUSE.model],
  anywidget: ["AnyModel"],
  "@jupyter-widgets/base": ["LayoutModel"],
  "@jupyter-widgets/controls": Object.keys(PLAIN_VIEWS),
};

/**
 * Whether the tiny manager shows such a widget.
 * @param {{model_module: string, model_name: string}} widget
 */
export function isKnown({ model_module, model_name }) {
  return Boolean(/** @type {any} */ (KNOWN)[model_module]?.includes(model_name));
}

export class TinyManager {
  /** @type {Map<string, Promise<any>>} */
  #models = new Map();
  /** Models that others name before they arrive. @type {Map<string, (model: any) => void>} */
  #expected = new Map();
  #shown = /** @type {View[]} */ ([]);

  /**
   * @param {import("./kernel_connection.js").KernelConnection} connection
   * @param {any} page what our widgets need of the page; see `houseClasses`
   * @param {{loadAnywidget(): Promise<any>, onUnknown(widget: any): void}} rest `loadAnywidget` gives anywidget's own
   *   runtime, for widgets of others
   */
  constructor(connection, page, rest) {
    this.connection = connection;
    this.rest = rest;
    this.house = houseClasses({ DOMWidgetModel: Model, DOMWidgetView: View }, page);
    connection.onOpenComm = ({ content, buffers }) => {
      const { target_name, comm_id, data } = content;
      if (target_name !== "jupyter.widget") return;
      (data.buffer_paths ?? []).forEach((/** @type {any} */ path, /** @type {number} */ index) => put(data.state, path, buffers[index]));
      this.load({ [comm_id]: { model_module: data.state._model_module, model_name: data.state._model_name, state: data.state } });
    };
  }

  /** @param {string} id */
  has_model(id) {
    return this.#models.has(id);
  }

  /** @param {string} id @returns {Promise<any>} the model, perhaps when it arrives */
  get_model(id) {
    if (!this.#models.has(id)) this.#models.set(id, new Promise((resolve) => this.#expected.set(id, resolve)));
    return /** @type {Promise<any>} */ (this.#models.get(id));
  }

  /**
   * Take states: of models that are there, and of new ones.
   * @param {import("./widget_states.js").WidgetStates} states
   */
  async load(states) {
    const tell = (/** @type {unknown} */ error) => console.error(error);
    await Promise.all(Object.entries(states).map(([id, widget]) => this.#take(id, asHouseWidget(widget)).catch(tell)));
  }

  /** @param {string} id @param {import("./widget_states.js").WidgetState} widget */
  async #take(id, widget) {
    if (!isKnown(widget)) return this.rest.onUnknown(widget);
    if (this.#models.has(id) && !this.#expected.has(id)) {
      const model = await this.#models.get(id);
      return model.set_state(await model.constructor._deserialize_state(widget.state, this));
    }
    const made = this.#make(id, widget);
    const expected = this.#expected.get(id);
    this.#expected.delete(id);
    if (expected) expected(made);
    else this.#models.set(id, made);
    await made;
  }

  /** @param {string} model_id @param {import("./widget_states.js").WidgetState} widget */
  async #make(model_id, widget) {
    const [ModelClass, ViewClass] = await this.#classes(widget);
    const options = { widget_manager: this, model_id, comm: new Comm(this.connection, "jupyter.widget", model_id) };
    const model = new ModelClass(await ModelClass._deserialize_state(widget.state, this), options);
    model.viewClass = ViewClass;
    model.once("destroy", () => this.#models.delete(model_id));
    return model;
  }

  /** @param {import("./widget_states.js").WidgetState} widget @returns {Promise<any[]>} */
  async #classes({ model_module, model_name }) {
    if (model_module === HOUSE.module) return [this.house.HouseModel, this.house.HouseView];
    if (model_module !== "anywidget") return [Model, /** @type {any} */ (PLAIN_VIEWS)[model_name]];
    const { AnyModel, AnyView } = (await this.rest.loadAnywidget())({ DOMWidgetModel: Model, DOMWidgetView: View });
    return [AnyModel, AnyView];
  }

  /** @param {any} model */
  async create_view(model) {
    const view = new model.viewClass(model);
    model.once("destroy", () => view.remove(), view);
    await view.render();
    return view;
  }

  /** @param {{el: Element, id: string}} place */
  async show({ el, id }) {
    const view = await this.create_view(await this.get_model(id));
    el.replaceChildren(view.el);
    this.#shown.push(view);
  }

  /** Leave the page to another manager: every view ends, and no comm is closed. */
  end() {
    for (const view of this.#shown) view.remove();
    for (const [id, model] of this.#models) if (!this.#expected.has(id)) model.then((one) => one.trigger("destroy", one));
  }

  /** Tell every widget of something. @param {string} event */
  async tell(event) {
    for (const [id, model] of this.#models) if (!this.#expected.has(id)) (await model).trigger(event);
  }
}

/**
 * Our own widgets. Their modules are not in the widgets' states: `_esm` names one, `tisserand-widget:<name>`, and all
 * come in one file (docs/architecture.md). They need nothing of anywidget's runtime.
 */
const REFERENCE = "tisserand-widget:";

/** What both managers call our widgets. */
export const HOUSE = { module: "tisserand", model: "HouseModel", view: "HouseView" };

/**
 * Give our widgets a model and a view of their own; leave the others as they are.
 * @param {import("./widget_states.js").WidgetState} widget
 * @returns {import("./widget_states.js").WidgetState}
 */
export function asHouseWidget(widget) {
  if (widget.model_module !== "anywidget" || !String(widget.state._esm).startsWith(REFERENCE)) return widget;
  const names = { _model_module: HOUSE.module, _model_name: HOUSE.model, _view_module: HOUSE.module, _view_name: HOUSE.view };
  return { ...widget, model_module: HOUSE.module, model_name: HOUSE.model, state: { ...widget.state, ...names } };
}

/**
 * Make the classes of our widgets on those of a manager.
 * @param {{DOMWidgetModel: any, DOMWidgetView: any}} base
 * @param {{load(): Promise<Record<string, any>>, intentions: any, onBroken(el: HTMLElement, error: unknown): void}} page
 *   `load` gives the modules by name; `intentions` keeps what was sent and is not answered yet
 */
export function houseClasses({ DOMWidgetModel, DOMWidgetView }, page) {
  class HouseModel extends DOMWidgetModel {
    /** Does not wait for the connection: the widget itself sends an unanswered intention again once it is back. */
    send(/** @type {any} */ content, /** @type {any} */ callbacks, /** @type {any[]} */ buffers) {
      if (this.comm.connection.isOpen) super.send(content, callbacks, buffers);
    }
  }

  class HouseView extends DOMWidgetView {
    async render() {
      super.render();
      const name = this.model.get("_esm").slice(REFERENCE.length);
      try {
        const widget = (await page.load())[name];
        if (!widget) throw new Error(`no widget is called ${name}`);
        this.end = await widget.render({ model: this.model, el: this.el, intentions: page.intentions });
      } catch (error) {
        page.onBroken(this.el, error);
      }
    }

    remove() {
      this.end?.();
      super.remove();
    }
  }
  return { HouseModel, HouseView };
}

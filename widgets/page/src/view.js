/** A widget on the page: what `@jupyter-widgets/base` calls DOMWidgetView, without jQuery and Lumino. */
import { Events } from "./events.js";

export class View extends Events {
  static tag = "div";
  #classes = /** @type {string[]} */ ([]);
  #layout = /** @type {any} */ (null);

  /** @param {any} model */
  constructor(model) {
    super();
    this.model = model;
    this.el = document.createElement(/** @type {typeof View} */ (this.constructor).tag);
    this.el.className = "jupyter-widgets";
    this.$el = { empty: () => this.el.replaceChildren() }; // all that anywidget takes of jQuery
    this.#applyClasses();
    this.listenTo(model, "change:_dom_classes", () => this.#applyClasses());
    this.#followLayout();
    this.listenTo(model, "change:layout", () => this.#followLayout());
  }

  #applyClasses() {
    this.el.classList.remove(...this.#classes);
    this.#classes = this.model.get("_dom_classes") ?? [];
    this.el.classList.add(...this.#classes);
  }

  #followLayout() {
    this.#layout?.off(null, null, this);
    this.#layout = this.model.get("layout");
    if (!this.#layout?.on) return;
    const apply = () => {
      for (const [name, value] of Object.entries(this.#layout.attributes))
        if (!name.startsWith("_")) this.el.style.setProperty(name.replaceAll("_", "-"), value ?? "");
    };
    this.#layout.on("change", apply, this);
    apply();
  }

  /** @returns {any} */
  render() {}

  remove() {
    this.#layout?.off?.(null, null, this);
    this.model.off(null, null, this);
    this.el.remove();
  }
}

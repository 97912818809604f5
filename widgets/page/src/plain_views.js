/** The widgets of ipywidgets that need no more than HTML: boxes, HTML and labels. */
import { View } from "./view.js";

class BoxView extends View {
  static kind = "";
  /** @type {Map<any, View>} */
  #views = new Map();
  #drawing = Promise.resolve();

  async render() {
    this.el.classList.add("ts-box", /** @type {typeof BoxView} */ (this.constructor).kind);
    this.listenTo(this.model, "change:children", () => this.#draw());
    await this.#draw();
  }

  #draw() {
    this.#drawing = this.#drawing.then(async () => {
      const children = this.model.get("children");
      for (const [model, view] of this.#views)
        if (!children.includes(model)) {
          view.remove();
          this.#views.delete(model);
        }
      for (const model of children)
        if (!this.#views.has(model)) this.#views.set(model, await this.model.widget_manager.create_view(model));
      const wanted = children.map((/** @type {any} */ model) => /** @type {View} */ (this.#views.get(model)).el);
      // Moving an element takes the focus away: those that are in their place stay.
      wanted.forEach((/** @type {Element} */ el, /** @type {number} */ index) => {
        if (this.el.children[index] !== el) this.el.insertBefore(el, this.el.children[index] ?? null);
      });
    });
    return this.#drawing;
  }

  remove() {
    for (const view of this.#views.values()) view.remove();
    super.remove();
  }
}

/** @param {string} kind */
const box = (kind) =>
  class extends BoxView {
    static kind = kind;
  };

class ValueView extends View {
  render() {
    const draw = () => this.draw(this.model.get("value") ?? "");
    this.listenTo(this.model, "change:value", draw);
    draw();
  }

  /** @param {string} _value */
  draw(_value) {}
}

class HTMLView extends ValueView {
  /** @param {string} value */
  draw(value) {
    this.el.innerHTML = value;
  }
}

class LabelView extends ValueView {
  /** @param {string} value */
  draw(value) {
    this.el.textContent = value;
  }
}

/** View classes by model name, of `@jupyter-widgets/controls`; none for what has no view of its own. */
export const PLAIN_VIEWS = {
  BoxModel: box("ts-row"),
  HBoxModel: box("ts-row"),
  VBoxModel: box("ts-column"),
  GridBoxModel: box("ts-grid"),
  HTMLModel: HTMLView,
  LabelModel: LabelView,
  HTMLStyleModel: null,
  LabelStyleModel: null,
  DescriptionStyleModel: null,
};

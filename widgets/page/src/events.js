/** What `@jupyter-widgets/base` takes of Backbone's events. */
export class Events {
  #handlers = /** @type {{name: string, call: Function, context: any}[]} */ ([]);

  /** @param {string} names @param {Function} call @param {any} [context] */
  on(names, call, context) {
    for (const name of names.split(/\s+/)) this.#handlers.push({ name, call, context });
    return this;
  }

  /** @param {string} name @param {Function} call @param {any} [context] */
  once(name, call, context) {
    const once = (/** @type {any[]} */ ...values) => {
      this.off(name, once);
      call.apply(context ?? this, values);
    };
    return this.on(name, once, context);
  }

  /** @param {string | null} [names] @param {Function | null} [call] @param {any} [context] */
  off(names, call, context) {
    const stays = (/** @type {any} */ one) =>
      (names && !names.split(/\s+/).includes(one.name)) || (call && one.call !== call) || (context && one.context !== context);
    this.#handlers = this.#handlers.filter(stays);
    return this;
  }

  /** @param {string} name @param {...any} values */
  trigger(name, ...values) {
    for (const { name: wanted, call, context } of [...this.#handlers]) {
      if (wanted === name) call.apply(context ?? this, values);
      else if (wanted === "all") call.call(context ?? this, name, ...values);
    }
    return this;
  }

  /** @param {Events} other @param {string} names @param {Function} call */
  listenTo(other, names, call) {
    other.on(names, call, this);
    return this;
  }
}

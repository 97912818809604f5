/**
 * A widget's state in the page, in step with the kernel: what `@jupyter-widgets/base` calls DOMWidgetModel, without
 * Backbone. Changes made here are sent one at a time: while one is under way, later ones are gathered.
 */
import { Events } from "./events.js";
import { put } from "./widget_states.js";

const REFERENCE = "IPY_MODEL_";

/** @param {any} value */
const isBinary = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
/** @param {any} value */
const isPlain = (value) => value !== null && typeof value === "object" && !isBinary(value) && !(value instanceof Model);

/**
 * Whether two JSON values are the same; models and buffers only if they are identical.
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
export function areSame(a, b) {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && areSame(a[key], b[key]));
}

/** @param {any} value @param {any} manager @returns {Promise<any>} */
async function findModels(value, manager) {
  if (Array.isArray(value)) return Promise.all(value.map((one) => findModels(one, manager)));
  return typeof value === "string" && value.startsWith(REFERENCE) ? manager.get_model(value.slice(REFERENCE.length)) : value;
}

/**
 * Take the buffers out of a state: they travel beside it.
 * @param {any} state
 * @returns {{state: any, buffers: any[], buffer_paths: (string | number)[][]}}
 */
export function takeBuffers(state) {
  const buffers = /** @type {any[]} */ ([]);
  const buffer_paths = /** @type {any[]} */ ([]);
  const strip = (/** @type {any} */ value, /** @type {any[]} */ path) => {
    if (isBinary(value)) {
      buffers.push(value);
      buffer_paths.push(path);
      return undefined;
    }
    if (value instanceof Model) return REFERENCE + value.model_id;
    if (Array.isArray(value)) return value.map((/** @type {any} */ one, index) => strip(one, [...path, index]) ?? null);
    if (!isPlain(value)) return value;
    const kept = Object.entries(value).map(([key, one]) => [key, strip(one, [...path, key])]);
    return Object.fromEntries(kept.filter(([, one]) => one !== undefined));
  };
  return { state: strip(state, []), buffers, buffer_paths };
}

export class Model extends Events {
  /** The traits that hold other widgets. */
  static references = ["layout", "style", "children"];

  /** @param {Record<string, any>} state @param {any} manager */
  static async _deserialize_state(state, manager) {
    const ready = { ...state };
    for (const name of this.references) if (name in ready) ready[name] = await findModels(ready[name], manager);
    return ready;
  }

  #changed = /** @type {Set<string>} */ (new Set());
  #underWay = 0;
  #gathered = /** @type {Record<string, any> | null} */ (null);
  /** The message that last set each trait: its echo tells nothing new. @type {Map<string, string | null>} */
  #echoes = new Map();
  #isFromKernel = false;

  /** @param {Record<string, any>} attributes @param {any} options */
  constructor(attributes, options) {
    super();
    this.attributes = attributes;
    this.initialize(attributes, options);
  }

  /** @param {any} _attributes @param {{widget_manager: any, model_id: string, comm: any}} options */
  initialize(_attributes, { widget_manager, model_id, comm }) {
    this.widget_manager = widget_manager;
    this.model_id = model_id;
    this.comm = comm;
    this.state_change = Promise.resolve();
    comm.on_msg((/** @type {any} */ message) => this._handle_comm_msg(message));
    comm.on_close(() => this.close(true));
  }

  /** @param {string} name */
  get(name) {
    return this.attributes[name];
  }

  /** @param {string | Record<string, any>} name @param {any} [value] */
  set(name, value) {
    const values = typeof name === "object" ? name : { [name]: value };
    const changed = Object.keys(values).filter((key) => !areSame(this.attributes[key], values[key]));
    for (const key of changed) {
      this.attributes[key] = values[key];
      if (!this.#isFromKernel) this.#changed.add(key);
    }
    for (const key of changed) this.trigger(`change:${key}`, this, this.attributes[key]);
    if (changed.length) this.trigger("change", this);
    return this;
  }

  /** Take what the kernel says, but for what is changed here and not confirmed yet. @param {Record<string, any>} state */
  set_state(state) {
    const ours = this.#gathered ?? {};
    const known = Object.entries(state).filter(([key]) => !(key in ours) && !this.#changed.has(key));
    this.#isFromKernel = true;
    try {
      this.set(Object.fromEntries(known));
    } finally {
      this.#isFromKernel = false;
    }
  }

  save_changes() {
    const state = this.serialize(Object.fromEntries([...this.#changed].map((key) => [key, this.attributes[key]])));
    this.#changed.clear();
    if (!Object.keys(state).length) return;
    if (this.#underWay) this.#gathered = { ...this.#gathered, ...state };
    else this.#sync(state);
  }

  /** @param {Record<string, any>} state */
  serialize(state) {
    return state;
  }

  /** @param {Record<string, any>} whole */
  #sync(whole) {
    const { state, buffers, buffer_paths } = takeBuffers(whole);
    this.#underWay += 1;
    const done = () => {
      this.#underWay -= 1;
      const next = this.#gathered;
      this.#gathered = null;
      if (next) this.#sync(next);
    };
    const id = this.comm.send({ method: "update", state, buffer_paths }, { iopub: { status: done } }, {}, buffers);
    if (id === null) this.#underWay -= 1;
    for (const key of Object.keys(whole)) this.#echoes.set(key, id);
  }

  /** @param {any} content @param {any} [_callbacks] @param {any[]} [buffers] */
  send(content, _callbacks, buffers) {
    this.comm.send({ method: "custom", content }, {}, {}, buffers);
  }

  /** @param {any} message */
  async _handle_comm_msg(message) {
    const { method, state, buffer_paths = [], content } = message.content.data;
    if (method === "custom") return void this.trigger("msg:custom", content, message.buffers);
    if (method !== "update" && method !== "echo_update") return;
    this.state_change = this.state_change
      .then(async () => {
        buffer_paths.forEach((/** @type {any} */ path, /** @type {number} */ index) => put(state, path, message.buffers[index]));
        const news = method === "update" ? state : this.#withoutEchoes(state, message.parent_header.msg_id);
        this.set_state(await /** @type {any} */ (this.constructor)._deserialize_state(news, this.widget_manager));
      })
      .catch((/** @type {any} */ error) => console.error(error));
    return this.state_change;
  }

  /** @param {Record<string, any>} state @param {string} parent */
  #withoutEchoes(state, parent) {
    const news = Object.entries(state).filter(([key]) => {
      if (!this.#echoes.has(key)) return true;
      const isLast = this.#echoes.get(key) === parent;
      if (isLast) this.#echoes.delete(key);
      return isLast && !(this.#gathered && key in this.#gathered);
    });
    return Object.fromEntries(news);
  }

  /** @param {boolean} [byKernel] */
  close(byKernel) {
    if (!byKernel) this.comm.close();
    this.trigger("destroy", this);
  }
}

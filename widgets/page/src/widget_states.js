/**
 * The states of all the widgets: from the page, where the server put them, or from the kernel.
 *
 * @typedef {{model_module: string, model_name: string, model_module_version?: string, state: Record<string, any>}} WidgetState
 * @typedef {Record<string, WidgetState>} WidgetStates
 */
import { Comm } from "./comm.js";

const MIME_TYPE = "application/vnd.jupyter.widget-state+json";
const PATIENCE = 20_000;

/**
 * Put a value into nested objects and lists.
 * @param {any} state
 * @param {(string | number)[]} path
 * @param {any} value
 */
export function put(state, path, value) {
  const last = /** @type {string | number} */ (path.at(-1));
  path.slice(0, -1).reduce((inner, key) => inner[key], state)[last] = value;
}

/** @param {string} base64 */
function bytes(base64) {
  return new DataView(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
}

/**
 * @param {string | null | undefined} json what stands in the page
 * @returns {WidgetStates | null} none when the page has no states
 */
export function parseStates(json) {
  if (!json) return null;
  const { state } = JSON.parse(json);
  for (const widget of Object.values(state))
    for (const buffer of /** @type {any} */ (widget).buffers ?? []) put(/** @type {any} */ (widget).state, buffer.path, bytes(buffer.data));
  return state;
}

/** @returns {WidgetStates | null} */
export function statesInPage() {
  return parseStates(document.querySelector(`script[type="${MIME_TYPE}"]`)?.textContent);
}

/**
 * Ask the kernel, in one message.
 * @param {import("./kernel_connection.js").KernelConnection} connection
 * @returns {Promise<WidgetStates>}
 */
export function requestStates(connection) {
  const comm = new Comm(connection, "jupyter.widget.control");
  return new Promise((resolve, reject) => {
    const timer = connection.world.setTimeout(() => reject(new Error("the kernel did not give the states of the widgets")), PATIENCE);
    comm.on_msg(({ content, buffers }) => {
      connection.world.clearTimeout(timer);
      const { states, buffer_paths } = content.data;
      buffer_paths.forEach((/** @type {any} */ [id, ...path], /** @type {number} */ index) => put(states[id], path, buffers[index]));
      resolve(states);
    });
    comm.open({}, undefined, { version: "1.0.0" });
    comm.send({ method: "request_states" });
  }).finally(() => comm.close());
}

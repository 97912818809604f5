/** A comm: the two-way line between a widget and its twin in the kernel, in the form that `@jupyter-widgets/base` wants. */
import { uuid } from "../../kit.js";

export class Comm {
  /**
   * @param {import("./kernel_connection.js").KernelConnection} connection
   * @param {string} target_name
   * @param {string} [comm_id]
   */
  constructor(connection, target_name, comm_id = uuid()) {
    this.connection = connection;
    this.target_name = target_name;
    this.comm_id = comm_id;
    this.onMessage = (/** @type {any} */ _message) => {};
    this.onClose = (/** @type {any} */ _message) => {};
    connection.comms.set(comm_id, this);
  }

  /** @param {(message: any) => void} callback */
  on_msg(callback) {
    this.onMessage = callback;
  }

  /** @param {(message: any) => void} callback */
  on_close(callback) {
    this.onClose = callback;
  }

  /** @param {any} data @param {any} [callbacks] @param {any} [metadata] @param {any[]} [buffers] */
  open(data, callbacks, metadata, buffers) {
    return this.#send("comm_open", { target_name: this.target_name, data }, callbacks, metadata, buffers);
  }

  /** @param {any} data @param {any} [callbacks] @param {any} [metadata] @param {any[]} [buffers] */
  send(data, callbacks, metadata, buffers) {
    return this.#send("comm_msg", { data }, callbacks, metadata, buffers);
  }

  /** @param {any} [data] @param {any} [callbacks] @param {any} [metadata] @param {any[]} [buffers] */
  close(data, callbacks, metadata, buffers) {
    this.connection.comms.delete(this.comm_id);
    return this.#send("comm_close", { data: data ?? {} }, callbacks, metadata, buffers);
  }

  /** @param {string} type @param {any} content @param {any} callbacks @param {any} metadata @param {any[]} [buffers] */
  #send(type, content, callbacks, metadata, buffers) {
    const told = callbacks?.iopub?.status;
    const onDone = told && (() => told({ header: { msg_type: "status" }, content: { execution_state: "idle" } }));
    // A value that is set again is the same value; a message to the widget would count twice.
    const isRepeatable = content.data?.method === "update";
    return this.connection.send(type, { comm_id: this.comm_id, ...content }, { buffers, metadata, onDone, isRepeatable });
  }
}

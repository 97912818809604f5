/**
 * A lesson's page: connects with the kernel that the server has started, and shows the widgets from the states that
 * are already in the page. Widgets of ipywidgets that need it bring the full manager, at once or later.
 */
import { fieldsOf, watchFields } from "../../kept_fields.js";
import { Comm } from "./comm.js";
import { asHouseWidget, houseClasses } from "./house_widgets.js";
import { KernelConnection, watchPage } from "./kernel_connection.js";
import { KeptIntentions } from "./kept_intentions.js";
import { keepingPlace, placeOutputs, readConfig, readWords, widgetPlaces } from "./lesson_page.js";
import { PageStatus, statusBar } from "./page_status.js";
import { isKnown, TinyManager } from "./tiny_manager.js";
import { requestStates, statesInPage } from "./widget_states.js";

const words = readWords();
const config = readConfig() ?? { kernelUrl: null, widgetsUrl: "", runtime: "auto", scope: "" };
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const status = new PageStatus(statusBar(/** @type {HTMLElement} */ (document.getElementById("ts-state")), words));
const connection = new KernelConnection(new URL(config.kernelUrl ?? "", location.href).href);

/** @type {Promise<any> | undefined} */
let modules;
let storage = null;
try {
  storage = sessionStorage;
} catch {
  // forbidden in this browser
}
const page = {
  load: () =>
    (modules ??= import(config.widgetsUrl).then(
      (bundle) => bundle.widgets,
      (error) => {
        modules = undefined; // another widget may try again
        throw error;
      },
    )),
  intentions: new KeptIntentions(storage, config.scope),
  onBroken(/** @type {HTMLElement} */ el, /** @type {unknown} */ error) {
    console.error(error);
    el.replaceChildren(Object.assign(document.createElement("p"), { className: "ts-message", textContent: words.broken }));
  },
};
const loadAnywidget = async () => (await import("./anywidget.js")).default;
/** @type {any} */
let manager;
/** @type {Promise<void> | undefined} */
let upgrade;

connection.onState = async (state, again) => {
  status.connection(state);
  if (state !== "open" || !manager) return;
  // What was not answered, or came before the line was open, is sent; then the kernel's states count, if any were missed.
  await manager.tell("kernel:back");
  if (!again) return;
  try {
    await manager.load(await requestStates(connection));
  } catch (error) {
    console.error(error);
  }
};
connection.onFull = () => status.full();

placeOutputs(main);
const places = widgetPlaces(main);

/** @param {any} states */
async function begin(states) {
  const isSmall = config.runtime !== "full" && Object.values(states).map(asHouseWidget).every(isKnown);
  if (!isSmall) return (upgrade ??= useFullManager(states));
  manager = new TinyManager(connection, page, { loadAnywidget, onUnknown: () => void (upgrade ??= useFullManager()) });
  await manager.load(states);
  await showAll();
}

/**
 * Have the full manager take over, in the same places; what is being typed stays.
 * @param {any} [states] asked from the kernel when the page does not know them all
 */
async function useFullManager(states) {
  const early = /** @type {any[]} */ ([]);
  connection.onOpenComm = (message) => early.push(message);
  const { FullManager } = await import("./full_manager.js");
  const all = states ?? (await requestStates(connection));
  const before = manager;
  manager = new FullManager(connection, { Comm, asHouseWidget, houseClasses: (/** @type {any} */ base) => houseClasses(base, page), loadAnywidget });
  await manager.load(all);
  const fields = fieldsOf(main);
  before?.end();
  await showAll();
  fields.restore();
  for (const message of early) if (!manager.has_model(message.content.comm_id)) connection.onOpenComm(message);
}

async function showAll() {
  const show = (/** @type {any} */ place) => manager.show(place).catch((/** @type {unknown} */ error) => page.onBroken(place.el, error));
  await keepingPlace(main, () => Promise.all(places.map(show)));
}

watchFields(main);
document.querySelector(".ts-skip")?.addEventListener("click", (event) => {
  event.preventDefault(); // the address of the page stays as it is
  main.focus();
});
if (config.kernelUrl) {
  connection.connect();
  watchPage(connection);
  await begin(statesInPage() ?? (await requestStates(connection)));
  status.ready();
} else status.failed();

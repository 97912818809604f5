/** What the server wrote into the page: its configuration, the outputs of the cells, the places of the widgets. */

const VIEW = "application/vnd.jupyter.widget-view+json";

/** @param {string} id */
const readJson = (id) => JSON.parse(document.getElementById(id)?.textContent || "null");

/** @returns {Record<string, string>} the sentences that the page may say */
export const readWords = () => readJson("ts-page-words");

/**
 * @typedef {{kernelUrl: string | null, widgetsUrl: string, runtime: "auto" | "full", scope: string}} PageConfig
 * @returns {PageConfig | null} none when the page was cut short; no `kernelUrl` when no kernel could be had
 */
export const readConfig = () => readJson("ts-page-config");

/**
 * The prose was sent before the kernel ran; what its cells gave came after it, and goes to its place now.
 * @param {ParentNode} root
 */
export function placeOutputs(root) {
  for (const output of /** @type {NodeListOf<HTMLTemplateElement>} */ (root.querySelectorAll("template[data-cell]"))) {
    root.querySelector(`#cell-${output.dataset.cell}`)?.replaceChildren(output.content);
    output.remove();
  }
}

/**
 * Where widgets go.
 * @param {ParentNode} root
 * @returns {{el: Element, id: string}[]}
 */
export function widgetPlaces(root) {
  return [...root.querySelectorAll(`script[type="${VIEW}"]`)].map((script) => ({
    el: /** @type {Element} */ (script.parentElement),
    id: JSON.parse(/** @type {string} */ (script.textContent)).model_id,
  }));
}

/**
 * Do something that moves the text, and keep what is being read where it is. Browsers that keep the place themselves
 * are left to it.
 * @param {Element} root
 * @param {() => Promise<any> | void} change
 */
export async function keepingPlace(root, change) {
  const mark = scrollY > 0 && !CSS.supports("overflow-anchor: auto") ? firstVisible(root) : null;
  const before = mark?.getBoundingClientRect().top ?? 0;
  await change();
  if (mark?.isConnected) scrollBy(0, mark.getBoundingClientRect().top - before);
}

/** @param {Element} root */
function firstVisible(root) {
  return [...root.querySelectorAll("h1, h2, h3, p, li")].find((node) => node.getBoundingClientRect().top >= 0) ?? null;
}

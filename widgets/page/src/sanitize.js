/** What the manager of ipywidgets takes of the package sanitize-html, done by the browser's own parser. */
const NEVER = ["script", "style", "textarea", "option", "noscript", "template", "iframe", "object", "embed"];
const BAD_ADDRESS = /^\s*(javascript|data|vbscript):/i;

/**
 * @param {string} html
 * @param {{allowedTags: string[], allowedAttributes: Record<string, string[]>}} allowed
 */
export default function sanitize(html, { allowedTags, allowedAttributes }) {
  const { body } = new DOMParser().parseFromString(html, "text/html"); // nothing runs and nothing is fetched in there
  const isAllowed = (/** @type {Element} */ el, /** @type {string} */ name) =>
    [...(allowedAttributes["*"] ?? []), ...(allowedAttributes[el.localName] ?? [])].some((one) =>
      one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : one === name,
    );
  for (const el of [...body.querySelectorAll("*")]) {
    if (NEVER.includes(el.localName)) el.remove();
    else if (!allowedTags.includes(el.localName)) el.replaceWith(...el.childNodes);
    else for (const { name, value } of [...el.attributes]) if (!isAllowed(el, name) || BAD_ADDRESS.test(value)) el.removeAttribute(name);
  }
  return body.innerHTML;
}

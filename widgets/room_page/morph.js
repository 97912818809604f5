/**
 * A part of the page becomes what the server says it is, with as few changes as can be: what stays the same stays the same
 * node, with what is being typed, chosen, unfolded and focused in it. An element with an id or a `data-key` is itself
 * wherever it stands; one whose `data-own` stays the same is the person's: they arrange it, and nothing in it is touched.
 */

/** What people turn, not the server. */
const TURNED = new Set(["open"]);

/** @param {Element} place @param {string} html */
export function morph(place, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  children(place, fresh.content);
}

/** @param {any} node @returns {string} what it is called among its siblings; nothing for most */
const nameOf = (node) => (node.nodeType === 1 ? node.id || node.dataset.key || "" : "");

/** @param {any} one @param {any} other */
const isOneKind = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.type === other.type;

/** @param {Node & ParentNode} old @param {ParentNode & Node} fresh */
function children(old, fresh) {
  const wanted = new Set([...fresh.childNodes].map(nameOf).filter(Boolean));
  const known = new Map([...old.children].map((node) => [nameOf(node), node]));
  let at = /** @type {any} */ (old.firstChild);
  const drop = () => {
    const next = at.nextSibling;
    at.remove();
    at = next;
  };
  const isStray = () => at && !wanted.has(nameOf(at));
  for (const want of /** @type {any[]} */ ([...fresh.childNodes])) {
    const name = nameOf(want);
    const found = name ? known.get(name) : null;
    if (name && found && isOneKind(found, want)) {
      while (at !== found && isStray()) drop();
      if (at === found) at = at.nextSibling;
      else old.insertBefore(found, at);
      update(found, want);
      continue;
    }
    // Without a name, it is the next one of its kind, if what stands between is wanted no more.
    if (!name) while (isStray() && !nameOf(at) && !isOneKind(at, want) && !comes(want, at)) drop();
    if (!name && at && !nameOf(at) && isOneKind(at, want)) {
      const next = at.nextSibling;
      update(at, want);
      at = next;
    } else old.insertBefore(want, at);
  }
  while (at) drop();
}

/** @param {any} want @param {any} node @returns {boolean} whether something of the kind of `node` comes after `want` */
function comes(want, node) {
  for (let next = want.nextSibling; next; next = next.nextSibling) if (!nameOf(next) && isOneKind(next, node)) return true;
  return false;
}

/** @param {any} old @param {any} want */
function update(old, want) {
  if (old.isEqualNode(want)) return;
  if (old.nodeType !== 1) {
    old.data = want.data;
    return;
  }
  if (want.dataset.own && want.dataset.own === old.dataset.own) return;
  for (const { name, value } of [...want.attributes]) if (!TURNED.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!TURNED.has(name) && !want.hasAttribute(name)) old.removeAttribute(name);
  children(old, want);
}

/**
 * Makes one tree of elements say what another says, and touches nothing that says it already: an edit of a word changes
 * one text, so that the page need not be laid out anew, and pictures stay. The second tree is used up.
 */
export function morph(from: Element, to: Element): void {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  let old = from.firstChild;
  let next = to.firstChild;
  while (next) {
    const after = next.nextSibling;
    const oldAfter: ChildNode | null = old?.nextSibling ?? null;
    if (!old) from.append(next);
    else if (old.nodeType !== next.nodeType || old.nodeName !== next.nodeName)
      old.replaceWith(next);
    else if (next.nodeType === Node.ELEMENT_NODE) morph(old as Element, next as Element);
    else if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    old = oldAfter;
    next = after;
  }
  while (old) {
    const after: ChildNode | null = old.nextSibling;
    old.remove();
    old = after;
  }
}

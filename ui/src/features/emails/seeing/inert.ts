/**
 * Only what shapes a page is kept of a letter: no script, no form, no address that leads or loads anywhere. What the
 * core sends is so already; this holds whatever it is given. Pure.
 */
const DROPPED =
  'script, iframe, frame, object, embed, form, base, link, meta, svg, video, audio, template';
const KEPT =
  /^(id|class|style|width|height|align|valign|dir|lang|colspan|rowspan|cellpadding|cellspacing|border|bgcolor|hidden|role|src|alt|data-block|data-leads)$/i;

export function inert(html: string): Document {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll(DROPPED)) element.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      const source = name === 'src' && !(element.tagName === 'IMG' && value.startsWith('data:'));
      if (!KEPT.test(name) || source) element.removeAttribute(name);
    }
  }
  return page;
}

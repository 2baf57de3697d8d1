/**
 * An email while it is written: what blocks begin as, and what they are called. Pure.
 */
import type { BlockContent, Email } from '../../api';

export type Kind = BlockContent['kind'];

export const KIND_NAMES: Record<Kind, string> = {
  heading: 'Heading',
  text: 'Text',
  image: 'Picture',
  button: 'Button',
  products: 'Products',
  divider: 'Line',
  spacer: 'Space',
  columns: 'Columns',
  social: 'Social links',
  product: 'One product',
  cart: 'Cart',
  last_order: 'Last order',
  offer: 'Offer',
  review: 'Review',
  mjml: 'Source',
  saved: 'Shared block',
};

export function blankContent(kind: Kind): BlockContent {
  switch (kind) {
    case 'heading':
      return { kind, text: '' };
    case 'text':
      return { kind, html: '<p></p>' };
    case 'image':
      return { kind, src: '', alt: '', href: null };
    case 'button':
      return { kind, label: 'Have a look', href: '{{ shop.website }}' };
    case 'products':
      return { kind, rule: { by: 'best_sellers', days: 90 }, count: 3 };
    case 'divider':
      return { kind };
    case 'spacer':
      return { kind, height: 24 };
    case 'columns':
      return { kind, cells: [[], []] };
    case 'social':
    case 'last_order':
      return { kind };
    case 'product':
      return { kind, pick: { by: 'rule', rule: { by: 'for_you' } }, button: 'Have a look' };
    case 'cart':
      return { kind, button: 'Back to your cart', href: '{{ shop.website }}' };
    case 'offer':
      return { kind, title: '10% off your next order', code: { kind: 'same', code: '' } };
    case 'review':
      return { kind, from: { by: 'best' } };
    case 'mjml':
      return { kind, source: '<mj-section>\n  <mj-column>\n  </mj-column>\n</mj-section>' };
    case 'saved':
      return { kind, block: 0 };
  }
}

export const blankEmail = (): Email => ({
  version: 2,
  subject: '',
  preheader: '',
  from_name: null,
  blocks: [{ id: 'greeting', content: { kind: 'heading', text: 'Hello' } }],
});

/** "New email", "New email 2", … */
export function freeName(name: string, taken: string[]): string {
  const used = new Set(taken.map((t) => t.toLowerCase()));
  let out = name;
  for (let n = 2; used.has(out.toLowerCase()); n += 1) out = `${name} ${String(n)}`;
  return out;
}

/** A block in a few words, for its row. */
export function summary(content: BlockContent): string {
  switch (content.kind) {
    case 'heading':
      return content.text;
    case 'text':
      return content.html
        .replace(/<[^>]*>/g, ' ')
        .replace(/&nbsp;/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
    case 'image':
      return content.alt || content.src;
    case 'button':
      return content.label;
    case 'products':
      return `Up to ${String(content.count)} for each reader`;
    case 'spacer':
      return `${String(content.height)} pixels`;
    case 'offer':
      return content.title;
    default:
      return '';
  }
}

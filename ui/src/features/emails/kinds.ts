/** What can stand in an email: its names, and a sentence each for whoever adds one. */
import type { Kind } from './blocks/types';

export type KindOffer = { kind: Kind; label: string; about: string; group: string };

const offer = (group: string) => (kind: Kind, label: string, about: string) => ({
  ...{ kind, label, about, group },
});
const words = offer('Words and pictures');
const chosen = offer('Chosen for each reader');
const shape = offer('Shape');

export const OFFERS: KindOffer[] = [
  words('heading', 'Heading', 'A line in large letters'),
  words('text', 'Text', 'Paragraphs, lists and links'),
  words('image', 'Picture', 'One picture, with words for whoever does not see it'),
  words('button', 'Button', 'One thing to do'),
  words('offer', 'Offer', 'What they get, with a code'),
  words('social', 'Social links', 'Where else your shop can be found'),
  chosen('products', 'Products', 'Several, picked by a rule'),
  chosen('product', 'One product', 'Large, with words beside it'),
  chosen('cart', 'Cart', 'What they left in the cart'),
  chosen('last_order', 'Last order', 'What they bought last'),
  chosen('review', 'Review', 'Words of your own customers'),
  shape('columns', 'Columns', 'Two to four side by side'),
  shape('divider', 'Line', 'A thin line between parts'),
  shape('spacer', 'Space', 'Some room between parts'),
  shape('mjml', 'Source', 'MJML and Liquid, written by hand'),
];

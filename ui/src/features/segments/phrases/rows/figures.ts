/** The figures of a person that can be compared with each other, in words: "what they spent". */
import type { FigureMeasure, RowNumber, What } from '../../../../api';

export type FigureOffer = { key: string; what: What; measure: FigureMeasure; label: string };

const offer = (what: What, measure: FigureMeasure, label: string): FigureOffer => ({
  key: figureKey(what, measure),
  what,
  measure,
  label,
});

export function figureKey(what: What, m: FigureMeasure): string {
  return `${what}:${m.of}${'number' in m ? `:${m.number}` : ''}`;
}

const count = (what: What, label: string) => offer(what, { of: 'count' }, label);
const products = (what: What, label: string) => offer(what, { of: 'products' }, label);
const numbers = (what: What, number: RowNumber, sum: string, one: string): FigureOffer[] => [
  offer(what, { of: 'sum', number }, sum),
  offer(what, { of: 'average', number }, `their average ${one}`),
  offer(what, { of: 'largest', number }, `their largest ${one}`),
  offer(what, { of: 'smallest', number }, `their smallest ${one}`),
];

export const FIGURES: FigureOffer[] = [
  ...numbers('orders', 'amount', 'what they spent', 'order'),
  count('orders', 'how often they bought'),
  products('orders', 'how many different products they bought'),
  ...numbers('order_lines', 'amount', 'what they spent on certain products', 'order line'),
  ...numbers(
    'order_lines',
    'quantity',
    'how many pieces they bought',
    'number of pieces on a line',
  ),
  count('order_lines', 'how many order lines they had'),
  products('order_lines', 'how many different products they had on orders'),
  ...numbers('refunds', 'amount', 'what they got back', 'refund'),
  count('refunds', 'how often they got money back'),
  products('refunds', 'how many different products they got money back for'),
  ...numbers('carts', 'amount', 'what they put into carts', 'cart'),
  count('carts', 'how many carts they filled'),
  products('carts', 'how many different products they put into carts'),
  ...numbers('abandoned_carts', 'amount', 'what they left behind in carts', 'abandoned cart'),
  count('abandoned_carts', 'how many carts they left behind'),
  products('abandoned_carts', 'how many different products they left behind'),
  count('emails', 'how many emails'),
  count('views', 'how often they looked at products'),
  products('views', 'how many different products they looked at'),
  count('searches', 'how often they searched'),
  count('reviews', 'how often they reviewed'),
  products('reviews', 'how many different products they reviewed'),
  ...numbers('reviews', 'rating', 'all the stars they gave', 'rating'),
  count('events', 'how often they did'),
];

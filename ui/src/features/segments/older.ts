/** Conditions in the words of the language's first version, in those of the second. */
import type { Activity, AmountMeasure, Measure, Node as SegmentNode, RowFilter } from '../../api';
import type { Leaf } from './tree';

type OldType = 'orders' | 'order_lines' | 'refunds' | 'email_events' | 'abandoned_carts';
export type NewLeaf = Exclude<Leaf, { type: OldType }>;

const full = (filter: RowFilter): RowFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, v]) => Array.isArray(v) && v.length > 0));

const made = (a: Activity): NewLeaf => ({ type: 'activity', ...a });

export function newer(node: Exclude<SegmentNode, { type: 'group' }>): NewLeaf {
  switch (node.type) {
    case 'orders': {
      const m = node.measure;
      const measure: Measure =
        m.of === 'spent'
          ? { of: 'sum', number: 'amount', compare: m.compare }
          : m.of === 'average' || m.of === 'largest'
            ? { of: m.of, number: 'amount', compare: m.compare }
            : m;
      return made({ what: 'orders', measure, ...rest(node.filter, node.window) });
    }
    case 'order_lines': {
      const m = node.measure;
      const measure: Measure =
        m.of === 'quantity'
          ? { of: 'sum', number: 'quantity', compare: m.compare }
          : { of: m.of === 'lines' ? 'count' : 'products', compare: m.compare };
      return made({ what: 'order_lines', measure, ...rest(node.filter, node.window) });
    }
    case 'refunds':
      return made({ what: 'refunds', measure: money(node.measure), ...rest({}, node.window) });
    case 'email_events': {
      const filter = { kinds: [node.event], campaigns: node.campaigns ?? [] };
      const measure: Measure = { of: 'count', compare: node.count };
      return made({ what: 'emails', measure, ...rest(filter, node.window) });
    }
    case 'abandoned_carts': {
      const filter = { products: node.products ?? [], categories: node.categories ?? [] };
      const measure = money(node.measure);
      return made({ what: 'abandoned_carts', measure, ...rest(filter, node.window) });
    }
    default:
      return node;
  }
}

const money = (m: AmountMeasure): Measure =>
  m.of === 'count' ? m : { of: 'sum', number: 'amount', compare: m.compare };
const rest = (filter: RowFilter = {}, window: Activity['window']) => ({
  filter: full(filter),
  ...(window ? { window } : {}),
});

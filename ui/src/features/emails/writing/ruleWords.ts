/** A rule for products in a sentence. */
import type { ProductRule } from '../../../api';
import { plural } from '../../../format';

export function ruleWords(rule: ProductRule): string {
  switch (rule.by) {
    case 'for_you':
      return 'Recommended for each reader';
    case 'best_sellers':
      return `Best sellers of the last ${plural(rule.days ?? 90, 'day')}`;
    case 'new_arrivals':
      return `New in the last ${plural(rule.days ?? 90, 'day')}`;
    case 'again':
      return 'What they bought before';
    case 'viewed':
      return `What they looked at in the last ${plural(rule.days ?? 30, 'day')}`;
    case 'left_in_cart':
      return 'What they left in the cart';
    case 'category':
      return `Best sellers in ${rule.category}`;
    case 'replenishment_due':
      return 'What they are due to buy again';
    case 'chosen':
      return `${plural(rule.products.length, 'product')}, the same for everybody`;
  }
}

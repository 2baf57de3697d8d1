/** The rules by which products are chosen, in words, and each as it begins. */
import type { LeaveOut, ProductRule } from '../../../api';

export type RuleKind = ProductRule['by'];

export const RULES: { value: RuleKind; label: string; about: string }[] = [
  { value: 'for_you', label: 'For you', about: 'What people with the same purchases also bought.' },
  { value: 'best_sellers', label: 'Best sellers', about: 'What most people bought lately.' },
  {
    value: 'new_arrivals',
    label: 'New arrivals',
    about: 'What came to the shop lately, the newest first.',
  },
  {
    value: 'again',
    label: 'Bought before',
    about: 'What they bought, the most often bought first.',
  },
  {
    value: 'replenishment_due',
    label: 'Due again',
    about: 'What they buy again and again, when its time has come.',
  },
  {
    value: 'viewed',
    label: 'Looked at',
    about: 'What they looked at lately and have not bought since.',
  },
  {
    value: 'left_in_cart',
    label: 'Left in the cart',
    about: 'What their last cart holds that became no order.',
  },
  { value: 'category', label: 'Best of a category', about: 'The best sellers of one category.' },
  {
    value: 'chosen',
    label: 'Chosen by hand',
    about: 'The same products for everybody, in your order.',
  },
];

export const aboutRule = (by: RuleKind): string => RULES.find((r) => r.value === by)?.about ?? '';

export function freshRule(by: RuleKind): ProductRule {
  switch (by) {
    case 'best_sellers':
    case 'new_arrivals':
      return { by, days: 90 };
    case 'viewed':
      return { by, days: 30 };
    case 'category':
      return { by, category: '' };
    case 'chosen':
      return { by, products: [] };
    default:
      return { by };
  }
}

/** Rules about what they have or hold already: "bought" is no reason to leave a product out. */
export const aboutTheBought = (by: RuleKind): boolean =>
  by === 'again' || by === 'replenishment_due' || by === 'left_in_cart';

/** Rules that may find too few for some readers, so that something should fill up. */
export const mayFindFew = (by: RuleKind): boolean => by !== 'best_sellers' && by !== 'chosen';

export const wholeLeaveOut = (given: LeaveOut | undefined): Required<LeaveOut> => ({
  bought: given?.bought ?? { kind: 'ever' },
  out_of_stock: given?.out_of_stock ?? true,
  no_picture: given?.no_picture ?? true,
  already_here: given?.already_here ?? true,
});

/** What a column can mean, in a shopkeeper's words, by the kind of file; and changes of a mapping. */
import type { ColumnRole, ImportMapping } from '../../../api';

type Kind = ImportMapping['kind'];

export const KINDS: { value: Kind; label: string }[] = [
  { value: 'order_lines', label: 'A line of an order' },
  { value: 'orders', label: 'An order' },
  { value: 'people', label: 'A person' },
  { value: 'products', label: 'A product' },
  { value: 'reviews', label: 'A review' },
  { value: 'answers', label: 'Answers to a survey' },
  { value: 'rates', label: 'Exchange rates' },
];

const ORDER: [ColumnRole, string][] = [
  ['order_number', 'Order number'],
  ['order_date', 'Day of the order'],
  ['order_time', 'Time of day'],
  ['status', 'Status'],
  ['cancelled_at', 'Cancelled on'],
  ['order_total', 'Total of the order'],
  ['discount', 'Discount'],
  ['shipping', 'Shipping'],
  ['tax', 'Tax'],
  ['refunded', 'Given back'],
  ['coupon', 'Coupon'],
  ['currency', 'Currency'],
  ['shop_total', 'Total in your shop’s currency'],
  ['shop_currency', 'Which that is'],
  ['exchange_rate', 'Exchange rate: worth of one in your currency'],
];
const LINE: [ColumnRole, string][] = [
  ['product_code', 'Product code'],
  ['product_title', 'Product name'],
  ['quantity', 'Quantity'],
  ['unit_price', 'Price of one'],
  ['line_total', 'Total of the line'],
  ['line_tax', 'Tax on top of the line'],
  ['line_discount', 'Discount of the line'],
];
const PERSON: [ColumnRole, string][] = [
  ['customer_id', 'Customer number'],
  ['email', 'Email address'],
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['full_name', 'Whole name'],
  ['phone', 'Phone'],
  ['country', 'Country'],
  ['region', 'State or region'],
  ['city', 'City'],
  ['postcode', 'Postcode'],
  ['email_consent', 'Agreed to emails'],
];
const REVIEW: [ColumnRole, string][] = [
  ['review_date', 'Day of the review'],
  ['rating', 'Stars'],
  ['review_title', 'Headline'],
  ['review_text', 'Words'],
  ['review_number', 'Review number'],
  ['product_code', 'Product code'],
  ['product_title', 'Product name'],
];
const PRODUCT: [ColumnRole, string][] = [
  ['product_title', 'Name'],
  ['product_code', 'Product code (SKU)'],
  ['unit_price', 'Price'],
  ['sale_price', 'Reduced price'],
  ['currency', 'Currency'],
  ['stock', 'In stock'],
  ['category', 'Category'],
  ['tags', 'Tags'],
  ['variant_title', 'Size, colour …'],
  ['product_number', 'Same for all its sizes'],
  ['product_url', 'Web address'],
  ['product_image', 'Picture'],
  ['created_at', 'Sold since'],
];
const ANSWERS: [ColumnRole, string][] = [
  ['extra', 'An answer'],
  ['review_date', 'Day of the answers'],
  ['review_number', 'Number of the answers'],
];
const RATES: [ColumnRole, string][] = [
  ['rate_day', 'Day'],
  ['rate_of', 'Rate of the currency it is named after'],
  ['rate_currency', 'Currency'],
  ['rate_value', 'Rate'],
];
const ONLY_PEOPLE: [ColumnRole, string][] = [
  ['sms_consent', 'Agreed to text messages'],
  ['consent_date', 'Agreed on'],
  ['unsubscribed_at', 'Unsubscribed on'],
  ['cleaned_at', 'Address does not work since'],
  ['created_at', 'Customer since'],
  ['birthday', 'Birthday'],
  ['language', 'Language'],
  ['tags', 'Tags'],
  ['extra', 'Keep under its own name'],
];

const REPEATING: ColumnRole[] = ['skip', 'extra', 'tags', 'variant_title', 'category', 'rate_of'];

export function rolesFor(kind: Kind) {
  const items = (roles: [ColumnRole, string][]) =>
    roles.map(([value, label]) => ({ value, label }));
  const groups = [{ group: '', items: items([['skip', 'Leave out']]) }];
  if (kind === 'order_lines' || kind === 'orders')
    groups.push({ group: 'The order', items: items(ORDER) });
  if (kind === 'order_lines') groups.push({ group: 'The line', items: items(LINE) });
  if (kind === 'products') groups.push({ group: 'The product', items: items(PRODUCT) });
  if (kind === 'answers') groups.push({ group: 'The answers', items: items(ANSWERS) });
  if (kind === 'rates') groups.push({ group: 'The rates', items: items(RATES) });
  if (kind === 'products' || kind === 'rates') return groups;
  if (kind === 'reviews') groups.push({ group: 'The review', items: items(REVIEW) });
  const person = kind === 'people' ? [...PERSON, ...ONLY_PEOPLE] : PERSON;
  groups.push({ group: 'The person', items: items(person) });
  return groups;
}

/** A role belongs to one column: whoever had it before is left out. */
export function withRole(mapping: ImportMapping, at: number, role: ColumnRole): ImportMapping {
  const single = !REPEATING.includes(role);
  const columns = mapping.columns.map((column, index) => {
    if (index === at) return { ...column, role };
    return single && column.role === role ? { ...column, role: 'skip' as const } : column;
  });
  return { ...mapping, columns };
}

/** Another kind of file; what a column cannot mean there is left out. */
export function withKind(mapping: ImportMapping, kind: Kind): ImportMapping {
  const known = new Set(rolesFor(kind).flatMap((group) => group.items.map((item) => item.value)));
  const columns = mapping.columns.map((column) =>
    known.has(column.role) ? column : { ...column, role: 'skip' as const },
  );
  return { ...mapping, kind, columns };
}

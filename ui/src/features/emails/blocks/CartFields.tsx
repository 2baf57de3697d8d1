/** What the reader left in the cart, and what their last order held: the shop knows what; only a button is asked for. */
import { Checkbox, Text } from '@mantine/core';
import type { FieldsProps } from './types';
import { TextField, orNone } from './TextField';
import styles from './fields.module.css';

export function CartFields({ content, onChange }: FieldsProps<'cart'>) {
  return (
    <div className={styles.fields}>
      <Text size="sm">
        The reader’s last cart that became no order. Whoever has none does not see this block.
      </Text>
      <TextField
        label="Button"
        placeholder="None"
        value={content.button ?? ''}
        onChange={(words) => {
          onChange({ ...content, button: orNone(words) }, 'button');
        }}
      />
      {content.button && (
        <TextField
          label="Leads to"
          hint="Your shop’s cart page; an address that begins with https://"
          value={content.href ?? ''}
          onChange={(href) => {
            onChange({ ...content, href: orNone(href) }, 'href');
          }}
        />
      )}
    </div>
  );
}

export function LastOrderFields({ content, onChange }: FieldsProps<'last_order'>) {
  return (
    <div className={styles.fields}>
      <Text size="sm">
        What the reader’s last order held. Whoever has not ordered does not see this block.
      </Text>
      <Checkbox
        label="With prices"
        checked={content.prices ?? true}
        onChange={(e) => {
          onChange({ ...content, prices: e.currentTarget.checked });
        }}
      />
      <TextField
        label="A button at each product"
        placeholder="None"
        hint="Leads to the product’s page: “Review it”"
        value={content.button ?? ''}
        onChange={(words) => {
          onChange({ ...content, button: orNone(words) }, 'button');
        }}
      />
    </div>
  );
}

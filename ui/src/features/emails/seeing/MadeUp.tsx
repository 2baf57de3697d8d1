/** A reader who does not exist: what the email may ask of them is filled in here, and the letter follows at once. */
import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { EmailPreview, MadeUpReader } from '../../../api';
import { minorDigits } from '../../../format';
import { howMany, audiences } from './choiceWords';
import type { Seen } from './useSeeing';
import styles from './MadeUp.module.css';

export function MadeUp({ seen, preview }: { seen: Seen; preview: EmailPreview }) {
  const { look, setLook } = seen;
  const person = look.madeUp;
  const set = (change: Partial<MadeUpReader>) => {
    setLook({ madeUp: { ...person, ...change } });
  };
  const groups = audiences(preview.branches);
  const { currency } = preview.person.spent;
  // Yen have none, dinars three.
  const digits = minorDigits(currency);
  const text = (
    label: string,
    field: 'first_name' | 'last_name' | 'city' | 'country' | 'language',
    hint?: string,
  ) => (
    <TextInput
      size="xs"
      label={label}
      placeholder={hint}
      value={person[field]}
      onChange={(e) => {
        set({ [field]: e.currentTarget.value });
      }}
    />
  );
  const number = (value: string | number): number => (typeof value === 'number' ? value : 0);
  return (
    <section className={styles.form} aria-label="The made-up reader">
      <h2>A made-up reader</h2>
      {text('First name', 'first_name')}
      {text('Last name', 'last_name')}
      {text('City', 'city')}
      {text('Country', 'country', 'DE')}
      {text('Language', 'language', 'de')}
      <NumberInput
        size="xs"
        label="Orders"
        min={0}
        max={100_000}
        allowDecimal={false}
        value={person.orders}
        onChange={(value) => {
          const orders = number(value);
          set({ orders, last_order_days: orders === 0 ? null : (person.last_order_days ?? 30) });
        }}
      />
      <NumberInput
        size="xs"
        label={`Spent, ${currency}`}
        min={0}
        max={10_000_000}
        decimalScale={digits}
        value={(person.spent ?? 0) / 10 ** digits}
        onChange={(value) => {
          set({ spent: Math.round(number(value) * 10 ** digits) });
        }}
      />
      <NumberInput
        size="xs"
        label="Last order (days)"
        min={0}
        max={20_000}
        allowDecimal={false}
        disabled={person.orders === 0}
        value={person.last_order_days ?? ''}
        onChange={(value) => {
          set({ last_order_days: value === '' ? null : number(value) });
        }}
      />
      {groups.length > 0 && (
        <Checkbox.Group
          className={styles.groups}
          label="Is among"
          size="xs"
          value={person.in_audiences}
          onChange={(in_audiences) => {
            set({ in_audiences });
          }}
        >
          {groups.map((group) => (
            <Checkbox
              key={group.key}
              size="xs"
              mt={6}
              value={group.key}
              label={group.words}
              description={howMany(group)}
            />
          ))}
        </Checkbox.Group>
      )}
    </section>
  );
}

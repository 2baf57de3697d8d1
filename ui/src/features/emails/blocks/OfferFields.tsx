/** An offer: its words, and its code: none, one for all, or everybody's own from a pool. */
import { Anchor, SegmentedControl, Select, Text, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { Link } from 'wouter';
import type { OfferCode } from '../../../api';
import { plural } from '../../../format';
import { useCouponPools } from '../coupons/queries';
import type { FieldsProps } from './types';
import { TextField, orNone } from './TextField';
import styles from './fields.module.css';

export function OfferFields({ content, onChange }: FieldsProps<'offer'>) {
  return (
    <div className={styles.fields}>
      <TextField
        label="Title"
        placeholder="10% off, for you"
        value={content.title}
        onChange={(title) => {
          onChange({ ...content, title }, 'title');
        }}
      />
      <Textarea
        label="Words under it"
        placeholder="None"
        autosize
        minRows={2}
        value={content.text ?? ''}
        onChange={(e) => {
          onChange({ ...content, text: e.currentTarget.value }, 'text');
        }}
      />
      <CodeField
        value={content.code ?? { kind: 'none' }}
        onChange={(code, key) => {
          onChange({ ...content, code }, key);
        }}
      />
      <DateInput
        label="The last day on which it holds"
        placeholder="No end is said"
        valueFormat="D MMMM YYYY"
        clearable
        value={content.until ?? null}
        onChange={(until) => {
          onChange({ ...content, until });
        }}
      />
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
          hint="An address that begins with https://"
          value={content.href ?? ''}
          onChange={(href) => {
            onChange({ ...content, href: orNone(href) }, 'href');
          }}
        />
      )}
    </div>
  );
}

type CodeProps = { value: OfferCode; onChange: (code: OfferCode, key?: string) => void };

function CodeField({ value, onChange }: CodeProps) {
  const pools = useCouponPools();
  // Until a pool is chosen, the offer goes on as it was.
  const [kind, setKind] = useState(value.kind);
  const pool = value.kind === 'own' ? pools.data?.find((p) => p.id === value.pool) : undefined;
  return (
    <>
      <SegmentedControl
        aria-label="Code"
        data={[
          { value: 'none', label: 'No code' },
          { value: 'same', label: 'One for all' },
          { value: 'own', label: 'Their own' },
        ]}
        value={kind}
        onChange={(next) => {
          setKind(next as OfferCode['kind']);
          if (next === 'none') onChange({ kind: 'none' });
          else if (next === 'same') onChange({ kind: 'same', code: '' });
        }}
      />
      {kind === 'same' && value.kind === 'same' && (
        <TextInput
          label="Code"
          value={value.code}
          error={value.code.trim() === '' ? 'Write the code as the shop knows it' : undefined}
          onChange={(e) => {
            onChange({ kind: 'same', code: e.currentTarget.value }, 'code');
          }}
        />
      )}
      {kind === 'own' && pools.data?.length === 0 && (
        <Text size="sm">
          There are no codes yet.{' '}
          <Anchor component={Link} href="/emails/coupons">
            Bring in a file of codes
          </Anchor>
        </Text>
      )}
      {kind === 'own' && pools.data && pools.data.length > 0 && (
        <Select
          label="From the pool"
          description={pool && `${plural(pool.free, 'code')} left`}
          placeholder="Choose a pool"
          data={pools.data.map((p) => ({ value: String(p.id), label: p.name }))}
          value={value.kind === 'own' ? String(value.pool) : null}
          error={value.kind === 'own' && !pool ? 'This pool was deleted' : undefined}
          allowDeselect={false}
          onChange={(id) => {
            if (id !== null) onChange({ kind: 'own', pool: Number(id) });
          }}
        />
      )}
    </>
  );
}

/** One product, large: the same for everybody, or the first that a rule finds for the reader. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { FieldsProps } from './types';
import { LeaveOutFields } from './LeaveOutFields';
import { ProductChooser } from './ProductChooser';
import { RuleField } from './RuleField';
import { TextField, orNone } from './TextField';
import { aboutTheBought, freshRule } from './rules';
import styles from './fields.module.css';

export function ProductFields({ content, onChange }: FieldsProps<'product'>) {
  const { pick } = content;
  // Until a product is chosen, the block goes on as it was: there is no block of "some product".
  const [by, setBy] = useState(pick.by);
  return (
    <div className={styles.fields}>
      <SegmentedControl
        aria-label="Which product"
        data={[
          { value: 'product', label: 'The same for all' },
          { value: 'rule', label: 'One for each reader' },
        ]}
        value={by}
        onChange={(next) => {
          const chosen = next === 'rule' ? 'rule' : 'product';
          setBy(chosen);
          if (chosen === 'rule' && pick.by === 'product')
            onChange({ ...content, pick: { by: 'rule', rule: freshRule('for_you') } });
        }}
      />
      {by === 'product' ? (
        <ProductChooser
          label="Product"
          value={pick.by === 'product' ? pick.product : null}
          onChange={(product) => {
            onChange({ ...content, pick: { by: 'product', product } });
          }}
        />
      ) : (
        pick.by === 'rule' && (
          <>
            <RuleField
              label="The first of"
              value={pick.rule}
              onChange={(rule, key) => {
                onChange({ ...content, pick: { by: 'rule', rule } }, key && `rule-${key}`);
              }}
            />
            <LeaveOutFields
              value={content.leave_out}
              boughtAsked={!aboutTheBought(pick.rule.by)}
              onChange={(leave_out, key) => {
                onChange({ ...content, leave_out }, key);
              }}
            />
          </>
        )
      )}
      <TextField
        label="Words beside it"
        placeholder="None"
        value={content.text ?? ''}
        onChange={(text) => {
          onChange({ ...content, text }, 'text');
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
    </div>
  );
}

/** A block of products: which rule chooses them for each reader, how many, and what is left out. */
import { Checkbox, NumberInput, SegmentedControl, Switch } from '@mantine/core';
import type { FieldsProps } from './types';
import { LeaveOutFields } from './LeaveOutFields';
import { RuleField } from './RuleField';
import { TextField, orNone } from './TextField';
import { aboutTheBought, freshRule, mayFindFew } from './rules';
import styles from './fields.module.css';

const MOST = 12;

export function ProductsFields({ content, onChange }: FieldsProps<'products'>) {
  const { rule, fill_with: fill } = content;
  return (
    <div className={styles.fields}>
      <RuleField
        label="Which products"
        value={rule}
        onChange={(next, key) => {
          onChange({ ...content, rule: next }, key && `rule-${key}`);
        }}
      />
      <NumberInput
        label="How many at most"
        min={1}
        max={MOST}
        allowDecimal={false}
        clampBehavior="strict"
        value={content.count}
        onChange={(count) => {
          const whole = Number(count);
          if (Number.isInteger(whole) && whole >= 1 && whole <= MOST)
            onChange({ ...content, count: whole }, 'count');
        }}
      />
      {(mayFindFew(rule.by) || fill) && (
        <Switch
          label="Fill up when there are too few"
          description="Else the block is short, or missing, for some readers."
          checked={Boolean(fill)}
          onChange={(e) => {
            const on = e.currentTarget.checked;
            onChange({ ...content, fill_with: on ? freshRule('best_sellers') : null });
          }}
        />
      )}
      {fill && (
        <div className={styles.inner}>
          <RuleField
            label="Fill up with"
            value={fill}
            onChange={(next, key) => {
              onChange({ ...content, fill_with: next }, key && `fill-${key}`);
            }}
          />
        </div>
      )}
      <LeaveOutFields
        value={content.leave_out}
        boughtAsked={!aboutTheBought(rule.by) || (fill ? !aboutTheBought(fill.by) : false)}
        onChange={(leave_out, key) => {
          onChange({ ...content, leave_out }, key);
        }}
      />
      <SegmentedControl
        aria-label="How they stand"
        data={[
          { value: 'grid', label: 'Side by side' },
          { value: 'list', label: 'In a list' },
        ]}
        value={content.layout ?? 'grid'}
        onChange={(layout) => {
          onChange({ ...content, layout: layout === 'list' ? 'list' : 'grid' });
        }}
      />
      <Checkbox
        label="With prices"
        checked={content.prices ?? true}
        onChange={(e) => {
          onChange({ ...content, prices: e.currentTarget.checked });
        }}
      />
      <TextField
        label="A button under each"
        placeholder="None"
        value={content.button ?? ''}
        onChange={(words) => {
          onChange({ ...content, button: orNone(words) }, 'button');
        }}
      />
    </div>
  );
}

/** Another field of the same person, to be compared with: only those with text in them. */
import type { Field } from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { fieldKey, useVocabulary } from '../vocabulary';

export function SameToken({ value, onChange }: { value: Field; onChange: (f: Field) => void }) {
  const fields = useVocabulary().fields.filter((f) => f.kind === 'text');
  return (
    <ChoiceToken
      label="The other field"
      value={fieldKey(value)}
      options={fields.map((f) => ({ value: fieldKey(f.field), label: f.label }))}
      onChange={(key) => {
        const next = fields.find((f) => fieldKey(f.field) === key);
        if (next) onChange(next.field);
      }}
    />
  );
}

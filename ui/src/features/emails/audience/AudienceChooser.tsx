/** For whom: one of the saved segments, or a condition of its own. */
import type { EmailAudience } from '../../../api';
import { people } from '../../../format';
import { ErrorNote } from '../../../parts';
import { Chooser, type Choice } from '../../segments/tokens/Chooser';
import { useSegmentRows } from './useAudience';

export type AudienceChooserProps = {
  audience?: EmailAudience | null;
  onChoose: (audience: EmailAudience) => void;
  /** A condition of its own is to be written, in a dialog. */
  onCondition: () => void;
};

export function AudienceChooser({ audience, onChoose, onCondition }: AudienceChooserProps) {
  const rows = useSegmentRows();
  const choices: Choice[] = [
    { value: 'own', label: 'A condition of its own …', hint: 'Only for this email' },
  ];
  for (const { id, name, count, archived } of rows.data ?? []) {
    if (archived) continue;
    const hint = count === null ? 'Cannot be counted' : people(count);
    choices.push({ value: String(id), label: name, hint, group: 'Segments' });
  }
  const now = audience?.segment;
  return (
    <>
      <ErrorNote error={rows.error} />
      <Chooser
        key={choices.length}
        label="Search the segments"
        choices={choices}
        {...(now === undefined ? {} : { value: String(now) })}
        onChoose={(value) => {
          if (value === 'own') onCondition();
          else onChoose({ segment: Number(value) });
        }}
      />
    </>
  );
}

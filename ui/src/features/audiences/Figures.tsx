/** The big figures of a push; each is a button that opens the people behind it. */
import type { PushDetail } from '../../api';
import { count } from '../../format';
import type { Shown } from './useShown';
import styles from './audiences.module.css';

type Figure = { of: Shown; label: string; value: number; hint: string; tone?: string };
type Props = { detail: PushDetail; shown: Shown; onShow: (shown: Shown) => void };

export function Figures({ detail: d, shown, onShow }: Props) {
  const planned = d.state === 'planned';
  const way = d.undoes === null ? forward(d, planned) : back(d, planned);
  const figures: Figure[] = [
    ...way,
    { of: 'unchanged', label: 'Unchanged', value: d.unchanged, hint: 'already as they should be' },
    { of: 'blocked', label: 'Left out', value: d.blocked, hint: 'and why', tone: 'attention' },
  ];
  if (d.failed > 0) {
    figures.push({
      of: 'failed',
      label: 'Refused',
      value: d.failed,
      hint: `by ${d.target_name}`,
      tone: 'bad',
    });
  }
  return (
    <div className={styles.figures} role="group" aria-label="What changes, in numbers">
      {figures.map(({ of, label, value, hint, tone }) => (
        <button
          key={of}
          type="button"
          className={styles.figure}
          aria-pressed={shown === of}
          data-tone={value > 0 ? tone : undefined}
          onClick={() => {
            onShow(of);
          }}
        >
          <span className={styles.label}>{label}</span>
          <span className={styles.value}>{count(value)}</span>
          <span className={styles.hint}>{hint}</span>
        </button>
      ))}
    </div>
  );
}

function forward(d: PushDetail, planned: boolean): Figure[] {
  return [
    { of: 'add', label: planned ? 'Add' : 'Added', value: d.add, hint: 'new to the audience' },
    {
      of: 'update',
      label: planned ? 'Update' : 'Updated',
      value: d.update,
      hint: 'fields that differ',
    },
    {
      of: 'tag',
      label: planned ? 'Tag' : 'Tagged',
      value: d.tag_only,
      hint: 'only the tag is new',
    },
  ];
}

function back(d: PushDetail, planned: boolean): Figure[] {
  const out = planned ? 'Take out' : 'Taken out';
  const restore = planned ? 'Restore' : 'Restored';
  return [
    { of: 'remove', label: out, value: d.remove, hint: 'brought by that export' },
    { of: 'restore', label: restore, value: d.restore, hint: 'fields as they were' },
    {
      of: 'untag',
      label: planned ? 'Untag' : 'Untagged',
      value: d.untag,
      hint: 'only the tag goes',
    },
  ];
}

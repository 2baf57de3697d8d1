/** How the segment lies to other saved ones: which are compared, the picture of their overlaps, the same as figures. */
import { Button, MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { OverlapSet, Overlaps } from '../../../api';
import { count, list, people, percent } from '../../../format';
import { useOverlaps, type Asked } from './queries';
import { partHref, partWords } from './parts';
import { UpSet } from './UpSet';
import { Waiting } from './Waiting';
import styles from './beside.module.css';

const MOST = 5;

export function Overlap({ asked }: { asked: Asked }) {
  const [chosen, setChosen] = useState<number[] | null>(null);
  const [figures, setFigures] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useOverlaps(asked, chosen);
  if (!data || error) return <Waiting error={error} onRetry={() => void refetch()} lines={6} />;
  const others = data.sets.slice(1);
  const offered = [...others, ...data.more].filter((s) => s.id !== null);
  if (offered.length === 0) {
    return (
      <p className={styles.quiet}>
        There is no other saved segment to compare with yet. Save a second one, and see here who is
        in both.
      </p>
    );
  }
  return (
    <div data-counting={isPlaceholderData || undefined} className={styles.content}>
      <p className={styles.lead}>{inWords(data)}</p>
      <MultiSelect
        label="Compared with"
        size="sm"
        searchable
        hidePickedOptions
        maxValues={MOST}
        data={offered.map((s) => ({ value: String(s.id), label: s.name }))}
        value={others.map((s) => String(s.id))}
        onChange={(ids) => {
          setChosen(ids.map(Number));
        }}
        placeholder={others.length === 0 ? 'Choose up to five saved segments' : undefined}
        nothingFoundMessage="There is no such segment"
      />
      {others.length > 0 && data.parts.length > 0 && (
        <>
          <UpSet overlaps={data} />
          <div>
            <Button
              variant="default"
              size="xs"
              aria-expanded={figures}
              onClick={() => {
                setFigures(!figures);
              }}
            >
              {figures ? 'Hide the figures' : 'Show as figures'}
            </Button>
          </div>
          {figures && <Figures overlaps={data} />}
        </>
      )}
    </div>
  );
}

function inWords({ sets, parts }: Overlaps): string {
  const [me, ...others] = sets;
  if (!me || others.length === 0) return 'Choose the segments to compare it with.';
  const alone = parts.find((p) => p.within.every((w, i) => w === (i === 0)))?.people ?? 0;
  const also = (s: OverlapSet) => `${count(s.with_first)} also in “${s.name}”`;
  const some = others.filter((s) => s.with_first > 0);
  const rest = some.length > 0 ? `; ${list(some.map(also))}` : '';
  return `Of these ${people(me.people)}, ${count(alone)} are in none of the others${rest}.`;
}

function Figures({ overlaps }: { overlaps: Overlaps }) {
  const me = overlaps.sets[0]?.people ?? 0;
  return (
    <table className={styles.table} aria-label="Overlaps as figures">
      <thead>
        <tr>
          <th>Who</th>
          <th data-end>People</th>
          <th data-end>Of this segment</th>
        </tr>
      </thead>
      <tbody>
        {overlaps.parts.map((part) => (
          <tr key={part.within.join()}>
            <th scope="row">{partWords(overlaps.sets, part)}</th>
            <td data-end>
              <Link href={partHref(part)}>{count(part.people)}</Link>
            </td>
            <td data-end>{part.within[0] ? percent(part.people / me) : ''}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">In none of them</th>
          <td data-end>{count(overlaps.in_none)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

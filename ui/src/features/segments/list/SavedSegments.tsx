/** The saved segments: their folders, search and order are those of every list of documents; the rows are this room's own. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call, commands, type Segment, type SegmentRow } from '../../../api';
import { showFailure } from '../../../parts';
import { Arranged, byName, changedLast } from '../../../parts/folders';
import { copySegment } from '../saving';
import { Row } from './Row';

const text = (row: SegmentRow) => `${row.name} ${row.sentence}`;
const mostPeople = (a: SegmentRow, b: SegmentRow) => (b.count ?? -1) - (a.count ?? -1);

export function SavedSegments({ rows }: { rows: SegmentRow[] }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const copy = async ({ id, name }: SegmentRow) => {
    const saved = await call(commands.documentGet('segment', id));
    const made = await copySegment(client, name, saved.body as unknown as Segment);
    navigate(`/segments/${String(made.id)}`);
  };
  return (
    <Arranged
      kind="segment"
      rows={rows}
      text={text}
      searched="names and sentences"
      orders={[
        { label: 'By name', by: byName },
        { label: 'Most people first', by: mostPeople },
        { label: 'Changed last first', by: changedLast },
      ]}
      row={(segment, { chosen, onChoose, arranging }) => (
        <Row
          key={segment.id}
          segment={segment}
          chosen={chosen}
          onChoose={onChoose}
          onMenu={(what) => {
            if (what === 'copy') copy(segment).catch(showFailure);
            else if (what === 'archive') arranging.archive([segment], segment.archived);
            else arranging.remove([segment]);
          }}
        />
      )}
    />
  );
}

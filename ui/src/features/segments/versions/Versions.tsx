/** Beside the editor: what the segment was at each saving and what changed; one can be looked at and brought back. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type SegmentVersion, type VersionLook } from '../../../api';
import { date, isoOf } from '../../../format';
import { ErrorNote, Loading, Pill, SidePanel } from '../../../parts';
import { Said } from '../Said';
import { Look } from './Look';
import styles from './versions.module.css';

export type VersionsProps = {
  id: number;
  onClose: () => void;
  onBringBack: (look: VersionLook) => void;
};

export function Versions({ id, onClose, onBringBack }: VersionsProps) {
  const [open, setOpen] = useState<number | null>(null);
  const all = useQuery({
    queryKey: ['segments', 'versions', id],
    queryFn: () => call(commands.segmentVersions(id)),
  });
  return (
    <SidePanel title="Earlier versions" onClose={onClose}>
      <ErrorNote error={all.error} title="The versions cannot be read" />
      {all.isPending && <Loading label="Reading the versions" />}
      <ol className={styles.list}>
        {all.data?.map((v, i) => (
          <li key={v.version}>
            <div className={styles.head}>
              <time dateTime={isoOf(v.saved_at)}>{date(v.saved_at, 'time')}</time>
              {i === 0 ? <Pill tone="good">Saved now</Pill> : <span>version {v.version}</span>}
            </div>
            <Changes version={v} first={i === all.data.length - 1} />
            {i > 0 && (
              <button
                type="button"
                className={styles.look}
                aria-expanded={open === v.version}
                onClick={() => {
                  setOpen(open === v.version ? null : v.version);
                }}
              >
                {open === v.version ? 'Close' : `Look at version ${String(v.version)}`}
              </button>
            )}
            {open === v.version && <Look id={id} version={v.version} onBringBack={onBringBack} />}
          </li>
        ))}
      </ol>
      {all.data?.length === 1 && (
        <p className={styles.only}>This is the first version. Each saving adds another.</p>
      )}
    </SidePanel>
  );
}

function Changes({ version, first }: { version: SegmentVersion; first: boolean }) {
  const { renamed_from, added, removed, rearranged, name, sentence } = version;
  if (first) {
    return (
      <p className={styles.change}>
        Begun as “<bdi>{name}</bdi>”: <Said text={sentence} />
      </p>
    );
  }
  const nothing = !renamed_from && added.length === 0 && removed.length === 0 && !rearranged;
  return (
    <ul className={styles.changes}>
      {renamed_from !== null && (
        <li className={styles.change}>
          Was called “<bdi>{renamed_from}</bdi>”
        </li>
      )}
      {added.map((phrase, i) => (
        <li key={i} className={styles.added}>
          <span className="visually-hidden">Added: </span>
          <Said text={phrase} />
        </li>
      ))}
      {removed.map((phrase, i) => (
        <li key={i} className={styles.removed}>
          <span className="visually-hidden">Removed: </span>
          <Said text={phrase} />
        </li>
      ))}
      {rearranged && <li className={styles.change}>The same conditions, joined in another way</li>}
      {nothing && <li className={styles.change}>Saved without a change</li>}
    </ul>
  );
}

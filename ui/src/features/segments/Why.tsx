/** Why one person is in: the tree in words, with yes or no at each condition, asked of the core. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type Explained, type Proof, type Segment } from '../../api';
import { ErrorNote } from '../../parts';
import styles from './editor.module.css';

export function Why({ segment, person }: { segment: Segment; person: number }) {
  const why = useQuery({
    queryKey: ['segments', 'why', segment, person],
    queryFn: () =>
      call(commands.segmentExplain({ by: 'definition', definition: segment }, person, null)),
  });
  if (why.error) return <ErrorNote error={why.error} title="Could not explain" />;
  if (!why.data) return null;
  return (
    <ul className={styles.why}>
      {why.data.tree.children.length === 0 ? (
        <li>Everyone is in.</li>
      ) : (
        why.data.tree.children.map((c) => <Node key={c.path.join('.')} node={c} />)
      )}
    </ul>
  );
}

function Node({ node }: { node: Explained }) {
  const sign = node.holds === null ? '–' : node.holds ? '✓' : '✗';
  const said = node.holds === null ? 'Says nothing' : node.holds ? 'Yes' : 'No';
  return (
    <li data-holds={node.holds ?? undefined}>
      <span aria-hidden="true">{sign}</span>
      <span>
        <span className={styles.hidden}>{said}: </span>
        {node.text}
        {node.changes_on && <> (changes on {node.changes_on} if nothing else happens)</>}
        {node.proof && <Behind proof={node.proof} />}
        {node.children.length > 0 && (
          <ul className={styles.why}>
            {node.children.map((c) => (
              <Node key={c.path.join('.')} node={c} />
            ))}
          </ul>
        )}
      </span>
    </li>
  );
}

/** The figure, how near it is to the other answer, and the newest rows behind it. */
function Behind({ proof }: { proof: Proof }) {
  const figures = [proof.measured, proof.missing].filter((f) => f !== null).join(', ');
  return (
    <>
      {figures && <span>: {figures}</span>}
      {proof.rows.length > 0 && (
        <ul className={styles.why}>
          {proof.rows.map((r, i) => (
            <li key={`${r.at} ${i}`}>
              {r.day} {r.text}
            </li>
          ))}
          {proof.more > 0 && <li>and {proof.more} more</li>}
        </ul>
      )}
    </>
  );
}

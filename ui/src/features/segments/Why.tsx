/** Why one person is in: the tree in words, with yes or no at each condition, asked of the core. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type Explained, type Segment } from '../../api';
import { ErrorNote } from '../../parts';
import { WhyProof } from './WhyProof';
import styles from './editor.module.css';

type Props = { segment: Segment; person: number; asOf: string | null };

export function Why({ segment, person, asOf }: Props) {
  const why = useQuery({
    queryKey: ['segments', 'why', segment, person, asOf],
    queryFn: () =>
      call(commands.segmentExplain({ by: 'definition', definition: segment }, person, asOf)),
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
        <WhyProof node={node} />
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

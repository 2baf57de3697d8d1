/** One condition: its phrase, how many people it holds, and what should be known about it (unset values, gaps). */
import type { RuleType } from 'react-querybuilder';
import { people } from '../../format';
import { Grip } from './dragging/Grip';
import { countOf, setLeaf, useEditing } from './editing';
import { NodeFigure } from './NodeFigure';
import { Phrase } from './phrases/Phrase';
import { unsetOf, withUnset } from './phrases/tests';
import { RowMenu } from './RowMenu';
import { at, isGroup, leafOf, pathKey, type Path } from './tree';
import { useRowKeys } from './useRowKeys';
import { offerOf, useVocabulary } from './vocabulary';
import styles from './editor.module.css';

export function TreeRow({ rule, path }: { rule: RuleType; path: Path }) {
  const editing = useEditing();
  const leaf = leafOf(rule);
  const count = countOf(editing, path);
  const keys = useRowKeys(path);
  return (
    <div className={styles.row} data-node={rule.id} {...keys}>
      <Grip id={rule.id ?? pathKey(path)} path={path} />
      <div className={styles.phrase}>
        <Phrase
          value={leaf}
          onChange={(next) => {
            setLeaf(editing, path, next);
          }}
        />
        {leaf.type === 'profile' && <UnsetNote path={path} />}
        {count?.note && <p className={styles.note}>{count.note}</p>}
      </div>
      <NodeFigure path={path} />
      <RowMenu path={path} />
    </div>
  );
}

/** For "is not": how many have no value, and whether they are in. */
function UnsetNote({ path }: { path: Path }) {
  const editing = useEditing();
  const words = useVocabulary();
  const here = at(editing.tree, path);
  const leaf = here && !isGroup(here) ? leafOf(here) : null;
  const unset = countOf(editing, path)?.unset;
  if (leaf?.type !== 'profile' || unset == null || unset === 0) return null;
  const state = unsetOf(leaf.is);
  if (!state) return null;
  const test = leaf.is;
  const profile = leaf;
  const label = offerOf(words, leaf.field).label.toLowerCase();
  return (
    <p className={styles.unset}>
      {people(unset)} {unset === 1 ? 'has' : 'have'} no {label} and {unset === 1 ? 'is' : 'are'}{' '}
      <strong>{state === 'include' ? 'included' : 'left out'}</strong>.{' '}
      <button
        type="button"
        className={styles.textButton}
        onClick={() => {
          setLeaf(editing, path, {
            ...profile,
            is: withUnset(test, state === 'include' ? 'exclude' : 'include'),
          });
        }}
      >
        {state === 'include' ? 'Leave them out' : 'Include them'}
      </button>
    </p>
  );
}

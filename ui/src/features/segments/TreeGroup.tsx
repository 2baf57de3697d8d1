/**
 * A group of the tree: who counts ("all of these", "any of these", "none of these"), its conditions and
 * groups, and the way to add more. The root is one too, without a way to remove it.
 */
import { Fragment, useEffect, useRef, useState } from 'react';
import type { Match } from '../../api';
import { AddMenu } from './AddMenu';
import { Gap } from './dragging/Gap';
import { Grip } from './dragging/Grip';
import { addGroup, addLeaf, setMatch, useEditing } from './editing';
import { DEEPEST } from './dragging/moves';
import { NodeFigure } from './NodeFigure';
import { RowMenu } from './RowMenu';
import { ChoiceToken } from './tokens/ChoiceToken';
import { isGroup, pathKey, type Path, type Tree } from './tree';
import { TreeRow } from './TreeRow';
import styles from './editor.module.css';
import { useRowKeys } from './useRowKeys';

const MATCHES: { value: Match; label: string; hint: string }[] = [
  { value: 'all', label: 'all of these', hint: 'every one must hold' },
  { value: 'any', label: 'any of these', hint: 'one is enough' },
  { value: 'none', label: 'none of these', hint: 'whoever any of them holds for is out' },
];

export function TreeGroup({ group, path }: { group: Tree; path: Path }) {
  const editing = useEditing();
  const root = path.length === 0;
  const keys = useRowKeys(path);
  const rows = useRef<HTMLUListElement>(null);
  // The menu gives the focus back to its button first, a moment after it is drawn closed; then it goes to what was
  // added. Counted from the same drawing, so that a busy machine cannot turn the two round.
  const [added, setAdded] = useState(0);
  const menu = useRef<Element | null>(null);
  const focusNew = () => {
    menu.current = document.activeElement?.closest('[role="dialog"]') ?? null;
    setAdded((n) => n + 1);
  };
  useEffect(() => {
    if (added === 0) return;
    const timer = setTimeout(() => {
      // Whoever was quicker and opened the next menu keeps it; this one may still be closing.
      const inside = document.activeElement?.closest('[role="dialog"]');
      if (inside && inside !== menu.current) return;
      const last = [...(rows.current?.children ?? [])].findLast((li) => li.matches('[data-row]'));
      (
        last?.querySelector<HTMLElement>('button[data-empty]') ??
        last?.querySelector<HTMLElement>('[data-token]')
      )?.focus();
    }, 260);
    return () => {
      clearTimeout(timer);
    };
  }, [added]);
  return (
    <div
      className={styles.group}
      data-root={root || undefined}
      data-match={group.combinator}
      data-node={group.id}
      role="group"
      aria-label={root ? 'The segment' : 'Group of conditions'}
      {...(root ? { 'data-tree': true, tabIndex: -1 } : {})}
    >
      <div className={styles.groupHead} {...(root ? {} : keys)}>
        {!root && <Grip id={group.id ?? pathKey(path)} path={path} group />}
        <span className={styles.joins}>
          {root ? 'People who match' : 'who match'}{' '}
          <ChoiceToken
            label="How they join"
            value={group.combinator}
            options={MATCHES}
            onChange={(m) => {
              setMatch(editing, path, m);
            }}
          />
        </span>
        {!root && <NodeFigure path={path} />}
        {!root && <RowMenu path={path} group />}
      </div>
      <ul ref={rows} className={styles.rows}>
        {group.rules.map((child, i) => {
          const place = [...path, i];
          return (
            <Fragment key={child.id ?? i}>
              <Gap group={path} index={i} />
              <li data-row>
                {isGroup(child) ? (
                  <TreeGroup group={child} path={place} />
                ) : (
                  <TreeRow rule={child} path={place} />
                )}
              </li>
            </Fragment>
          );
        })}
        {group.rules.length === 0 && (
          <li className={styles.blank}>
            {root
              ? 'Everyone, until you add a condition.'
              : 'An empty group says nothing. Add a condition, or remove it.'}
          </li>
        )}
        <Gap group={path} index={group.rules.length} />
      </ul>
      <AddMenu
        onAdd={(leaf) => {
          addLeaf(editing, path, leaf);
          focusNew();
        }}
        onAddGroup={() => {
          addGroup(editing, path);
        }}
        deep={path.length >= DEEPEST}
      />
    </div>
  );
}

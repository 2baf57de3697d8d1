/**
 * The visual editor: the tree in the middle, the answer beside it. It holds what is being edited and knows
 * whether that is saved; the tree's parts change it through `editing`, the answer comes from `useAnswer`.
 */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Segment } from '../../api';
import { Page, Pill, showDone, showFailure } from '../../parts';
import { people } from '../../format';
import { AnswerPanel } from './AnswerPanel';
import { AsOf } from './AsOf';
import { draftOf, keepDraft } from './drafts';
import { EditingPlace } from './editing';
import { copySegment, deleteSegment, saveSegment } from './saving';
import { toSegment, toTree, type Tree } from './tree';
import { TreeGroup } from './TreeGroup';
import { useAnswer } from './useAnswer';
import { useLeaveGuard } from './useLeaveGuard';
import styles from './editor.module.css';

export type EditorProps = {
  id: number | null;
  savedName: string;
  saved: Segment;
  draftKey: string;
  /** What a new one is called to begin with. */
  startName: string;
};

const formOf = (name: string, tree: Tree) => JSON.stringify([name.trim(), toSegment(tree)]);

export function Editor({ id, savedName, saved, draftKey, startName }: EditorProps) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState(() => draftOf(draftKey)?.name ?? (savedName || startName));
  const [tree, setTree] = useState(() => draftOf(draftKey)?.tree ?? toTree(saved));
  const [clean, setClean] = useState(() => formOf(savedName, toTree(saved)));
  const [asOf, setAsOf] = useState<string | null>(null);
  const [panel, setPanel] = useState(true);
  const [busy, setBusy] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const { answer, counts, counting, error, retry } = useAnswer(tree, asOf);
  const dirty = formOf(name, tree) !== clean;

  useEffect(() => {
    keepDraft(draftKey, dirty ? { name, tree } : null);
  }, [draftKey, dirty, name, tree]);
  useEffect(() => {
    document.title = `${name || 'New segment'} · Regulars`;
  }, [name]);
  useLeaveGuard(
    dirty,
    useCallback(() => {
      keepDraft(draftKey, null);
    }, [draftKey]),
  );

  const editing = useMemo(
    () => ({ tree, change: setTree, counts, counting }),
    [tree, counts, counting],
  );
  const act = (work: () => Promise<void>) => {
    setBusy(true);
    work()
      .catch(showFailure)
      .finally(() => {
        setBusy(false);
      });
  };
  const save = () => {
    if (name.trim() === '') {
      showFailure({ code: 'bad_input', message: 'Give the segment a name first.' });
      nameInput.current?.focus();
      return;
    }
    act(async () => {
      const document = await saveSegment(client, id, name, toSegment(tree));
      keepDraft(draftKey, null);
      setName(document.name);
      setClean(formOf(document.name, tree));
      showDone(`“${document.name}” is saved.`);
      if (id === null) navigate(`/segments/${String(document.id)}`, { replace: true });
    });
  };
  const revert = () => {
    setName(savedName);
    setTree(toTree(saved));
    setClean(formOf(savedName, toTree(saved)));
  };

  return (
    <Page>
      <header className={styles.head}>
        <div className={styles.headWords}>
          <Link href="/segments" className={styles.back}>
            <span aria-hidden="true">←</span> Segments
          </Link>
          <input
            ref={nameInput}
            className={styles.name}
            aria-label="Name of the segment"
            placeholder="Name this segment"
            value={name}
            maxLength={120}
            onChange={(e) => {
              setName(e.currentTarget.value);
            }}
            onKeyDown={(e) => {
              if (e.key === 'Enter') save();
            }}
          />
        </div>
        <div className={styles.actions}>
          {dirty && <Pill tone="attention">Not saved</Pill>}
          {!panel && (
            <Button
              variant="subtle"
              onClick={() => {
                setPanel(true);
              }}
            >
              {answer ? people(answer.total) : 'Who is in'}
            </Button>
          )}
          <Menu position="bottom-end" width={210}>
            <Menu.Target>
              <Tooltip label="More">
                <ActionIcon size="lg" aria-label="More for this segment">
                  <IconDots size={18} stroke={1.6} />
                </ActionIcon>
              </Tooltip>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item disabled={!dirty} onClick={revert}>
                Undo all changes
              </Menu.Item>
              <Menu.Item
                disabled={name.trim() === ''}
                onClick={() => {
                  act(async () => {
                    const copy = await copySegment(client, name.trim(), toSegment(tree));
                    keepDraft(draftKey, null);
                    navigate(`/segments/${String(copy.id)}`);
                  });
                }}
              >
                Save as a copy
              </Menu.Item>
              {id !== null && (
                <Menu.Item
                  color="brick"
                  onClick={() => {
                    act(async () => {
                      await deleteSegment(client, id, savedName);
                      keepDraft(draftKey, null);
                      navigate('/segments');
                    });
                  }}
                >
                  Delete
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
          <Button onClick={save} loading={busy} disabled={!dirty}>
            Save
          </Button>
        </div>
      </header>
      <AsOf value={asOf} onChange={setAsOf} />
      <EditingPlace value={editing}>
        <TreeGroup group={tree} path={[]} />
      </EditingPlace>
      {panel && (
        <AnswerPanel
          answer={answer}
          segment={toSegment(tree)}
          asOf={asOf}
          counting={counting}
          error={error}
          onRetry={retry}
          onClose={() => {
            setPanel(false);
          }}
        />
      )}
    </Page>
  );
}

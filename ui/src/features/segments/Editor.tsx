/**
 * The visual editor: the tree in the middle, the answer or the earlier versions beside it. Its state is kept by
 * `useSegmentEditor`; the tree's parts change it through `editing`, the answer comes from `useAnswer`.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Page, showDone, showFailure } from '../../parts';
import { DraftNote } from '../../parts/drafts/DraftNote';
import { useUndoKeys } from '../../parts/history/useUndoKeys';
import { AnswerPanel } from './AnswerPanel';
import { AsOf } from './AsOf';
import { Beside } from './beside/Beside';
import { CountSaid } from './CountSaid';
import { DragPlace } from './dragging/DragPlace';
import { EditingPlace } from './editing';
import { EditorHead } from './EditorHead';
import { focusTree } from './followFocus';
import { copySegment, deleteSegment, saveSegment } from './saving';
import { shareSegment } from './sharing';
import { toSegment, toTree } from './tree';
import { TreeGroup } from './TreeGroup';
import { useAnswer } from './useAnswer';
import { useLeaveGuard } from './useLeaveGuard';
import { handOver, useSegmentEditor, type Edited } from './useSegmentEditor';
import { Versions } from './versions/Versions';

export function Editor(edited: Edited) {
  const { id, savedName } = edited;
  const [draft] = useState(edited.draft);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const editor = useSegmentEditor(edited);
  const { name, tree, steps, change, say, letGo } = editor;
  const [asOf, setAsOf] = useState<string | null>(null);
  const [panel, setPanel] = useState<'answer' | 'versions' | null>('answer');
  const [busy, setBusy] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const { answer, counts, counting, error, retry } = useAnswer(tree, asOf);

  useEffect(() => {
    document.title = `${name || 'New segment'} · Regulars`;
  }, [name]);
  useLeaveGuard(editor.unsaved);
  useUndoKeys(
    () => {
      steps.undo();
      focusTree();
    },
    () => {
      steps.redo();
      focusTree();
    },
  );

  const editing = useMemo(
    () => ({ tree, change, say, counts, counting }),
    [tree, change, say, counts, counting],
  );
  const act = (work: () => Promise<unknown>) => {
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
      await letGo();
      editor.isSaved(document.name, tree);
      showDone(<Saved name={document.name} />);
      if (id !== null) return;
      handOver(document.id, editor.history);
      navigate(`/segments/${String(document.id)}`, { replace: true });
    });
  };

  return (
    <Page>
      <EditorHead
        editor={editor}
        saved={id !== null}
        nameInput={nameInput}
        busy={busy}
        total={panel === null ? (answer?.total ?? null) : undefined}
        onSave={save}
        onPanel={setPanel}
        onShare={() => {
          act(() => shareSegment(name, toSegment(tree)));
        }}
        onCopy={() => {
          act(async () => {
            const copy = await copySegment(client, name.trim(), toSegment(tree));
            await letGo();
            navigate(`/segments/${String(copy.id)}`);
          });
        }}
        onDelete={() => {
          act(async () => {
            if (id !== null) await deleteSegment(client, id, savedName);
            await letGo();
            navigate('/segments');
          });
        }}
      />
      {draft && (
        <DraftNote
          keptAt={draft.kept_at}
          onDiscard={draft.document === null ? null : editor.revert}
        />
      )}
      <AsOf value={asOf} onChange={setAsOf} />
      <EditingPlace value={editing}>
        <DragPlace>
          <TreeGroup group={tree} path={[]} />
        </DragPlace>
      </EditingPlace>
      <p role="status" className="visually-hidden">
        {editor.said}
      </p>
      <CountSaid answer={answer} counting={counting} />
      <Beside id={id} segment={toSegment(tree)} />
      {panel === 'answer' && (
        <AnswerPanel
          answer={answer}
          asOf={asOf}
          segment={toSegment(tree)}
          counting={counting}
          error={error}
          onRetry={retry}
          onClose={() => {
            setPanel(null);
          }}
        />
      )}
      {panel === 'versions' && id !== null && (
        <Versions
          id={id}
          onClose={() => {
            setPanel('answer');
          }}
          onBringBack={(look) => {
            const state = { name: look.name, tree: toTree(look.definition) };
            editor.replace(state, `bring back version ${String(look.version)}`);
            say(`Version ${String(look.version)} is in the editor. Save to keep it.`);
          }}
        />
      )}
    </Page>
  );
}

function Saved({ name }: { name: string }) {
  return (
    <>
      “<bdi>{name}</bdi>” is saved.
    </>
  );
}

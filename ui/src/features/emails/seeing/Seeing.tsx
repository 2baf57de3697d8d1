/** What a reader gets, and why they get it like this. It changes nothing in the email. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { memo, useCallback, useState } from 'react';
import { EmptyState, ErrorNote, Loading } from '../../../parts';
import { useDeskNow } from '../desk/desk';
import { find } from '../writing/blocks';
import { focusBlock } from '../writing/focus';
import { BesideBar } from './BesideBar';
import { Drawer } from './Drawer';
import { Forced } from './Forced';
import { Inbox } from './Inbox';
import { labels } from './labels';
import { Modes } from './Modes';
import { ReaderBar } from './ReaderBar';
import { Stage } from './Stage';
import { SubjectLine } from './SubjectLine';
import { useSeeing } from './useSeeing';
import styles from './Seeing.module.css';

export const Seeing = memo(function Seeing() {
  const { seen, preview, beside, nobody } = useSeeing();
  const { look, setLook, selected, select } = seen;
  const now = useDeskNow();
  const roomy = useMediaQuery('(min-width: 1400px)', false, { getInitialValueInEffect: false });
  const drawer = look.drawer ?? roomy;
  const [turn, setTurn] = useState(0);
  const goTo = useCallback(
    (block: string) => {
      select(block);
      setTurn((n) => n + 1);
    },
    [select],
  );
  const write = (block: string) => {
    const { email, openTab } = now();
    // The head and the foot are every email's.
    if (!find(email.blocks, block)) return;
    openTab('write');
    select(block);
    focusBlock(block);
  };

  if (nobody && look.search === '' && seen.segment === null && !look.asMadeUp) {
    return (
      <div className={styles.nobody}>
        <EmptyState title="Nobody to read it as">
          The preview shows the email as one of your customers would get it, and there are none yet.
        </EmptyState>
      </div>
    );
  }
  const letter = preview.data;
  // What stands around the letter may be a moment behind it.
  const around = seen.preview.data ?? letter;
  const sides = labels(look, letter, beside.data);
  // A variant stands in its block.
  const chosen = selected === null ? null : find(seen.email.blocks, selected);
  const goal = { block: chosen?.block.id ?? null, turn };
  return (
    <div className={styles.seeing} data-drawer={drawer || undefined}>
      <div className={styles.middle}>
        <ReaderBar seen={seen} />
        <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
        {!letter && preview.isLoading && <Loading label="Filling the email in" />}
        {letter && around && (
          <>
            <div className={styles.head}>
              <Modes seen={seen} preview={around} />
              <Tooltip label={drawer ? 'Close the explanation' : 'Why it reads so'}>
                <ActionIcon
                  variant={drawer ? 'light' : 'subtle'}
                  aria-label="Why it reads so"
                  aria-pressed={drawer}
                  onClick={() => {
                    setLook({ drawer: !drawer });
                  }}
                >
                  <IconInfoCircle size={16} />
                </ActionIcon>
              </Tooltip>
            </div>
            <Forced seen={seen} preview={around} />
            <BesideBar seen={seen} preview={around} />
            <ErrorNote error={beside.error} onRetry={() => void beside.refetch()} />
            {look.shape !== 'inbox' && look.beside === 'none' && (
              <SubjectLine look={look} setLook={setLook} preview={letter} />
            )}
            {look.shape === 'inbox' ? (
              <Inbox
                letters={[
                  { label: sides[0], letter },
                  ...(look.beside !== 'none' && beside.data
                    ? [{ label: sides[1], letter: beside.data }]
                    : []),
                ]}
              />
            ) : (
              <Stage
                {...{ look, goal }}
                preview={letter}
                beside={beside.data}
                labels={sides}
                onBlock={write}
              />
            )}
          </>
        )}
      </div>
      {drawer && around && <Drawer seen={seen} preview={around} onBlock={goTo} />}
    </div>
  );
});

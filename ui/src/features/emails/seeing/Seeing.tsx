/** What a reader gets, and why they get it like this. It changes nothing in the email. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState, ErrorNote, Loading } from '../../../parts';
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

export function Seeing() {
  const seen = useSeeing();
  const { look, setLook, readers, preview, beside, selected, select } = seen;
  const roomy = useMediaQuery('(min-width: 1400px)', false, { getInitialValueInEffect: false });
  const drawer = look.drawer ?? roomy;
  const [turn, setTurn] = useState(0);
  const goal = { block: selected, turn };

  if (readers.data?.total === 0 && look.search === '' && seen.segment === null && !look.asMadeUp) {
    return (
      <div className={styles.nobody}>
        <EmptyState title="Nobody to read it as">
          The preview shows the email as one of your customers would get it, and there are none yet.
        </EmptyState>
      </div>
    );
  }
  const letter = preview.data;
  const sides = labels(look, letter, beside.data);
  return (
    <div className={styles.seeing} data-drawer={drawer || undefined}>
      <div className={styles.middle}>
        <ReaderBar seen={seen} />
        <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
        {!letter && preview.isLoading && <Loading label="Filling the email in" />}
        {letter && (
          <>
            <div className={styles.head}>
              <Modes seen={seen} preview={letter} />
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
            <Forced seen={seen} preview={letter} />
            <BesideBar seen={seen} preview={letter} />
            <ErrorNote error={beside.error} onRetry={() => void beside.refetch()} />
            {look.shape !== 'inbox' && look.beside === 'none' && (
              <SubjectLine seen={seen} preview={letter} />
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
              <Stage look={look} preview={letter} beside={beside.data} labels={sides} goal={goal} />
            )}
          </>
        )}
      </div>
      {drawer && letter && (
        <Drawer
          seen={seen}
          preview={letter}
          onBlock={(block) => {
            select(block);
            setTurn(turn + 1);
          }}
        />
      )}
    </div>
  );
}

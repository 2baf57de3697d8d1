/** Where the letter's links lead. Nothing opens by itself: the browser is asked only after a question is answered. */
import { UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { call, commands, type EmailPreview } from '../../../api';
import { confirm, showFailure } from '../../../parts';
import { links, opens } from './letterLinks';
import styles from './Reader.module.css';

export function Links({ preview }: { preview: EmailPreview }) {
  const found = useMemo(() => links(preview.html), [preview.html]);
  if (found.length === 0) return <p className={styles.quiet}>There are no links in this letter.</p>;
  return (
    <div className={styles.why}>
      <p className={styles.quiet}>In the preview they lead nowhere.</p>
      <ul>
        {found.map(({ words, address, times }) => (
          <li key={`${words} ${address}`}>
            <b>{words}</b>
            {times > 1 && ` (${String(times)} times)`}
            <span className={styles.address}>{said(address)}</span>
            {opens(address) && (
              <UnstyledButton
                className={styles.example}
                aria-label={`Open in the browser… ${words}`}
                onClick={() => void open(address)}
              >
                Open in the browser…
              </UnstyledButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const said = (address: string): string => {
  if (address === '') return 'Leads nowhere';
  if (address.startsWith('*|')) return 'Filled in when it is sent';
  return address;
};

async function open(address: string) {
  const yes = await confirm({
    title: 'Open this in your browser?',
    body: (
      <>
        <p className={styles.address}>{address}</p>
        <p>It may tell the page that you were there, as any visit does.</p>
      </>
    ),
    confirmLabel: 'Open it',
    cancelLabel: 'Stay here',
  });
  if (!yes) return;
  try {
    await call(commands.emailLinkOpen(address));
  } catch (error) {
    showFailure(error);
  }
}

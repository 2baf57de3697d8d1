/** Undo and redo in an editor's head: each says what it would take back or do again. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './StepButtons.module.css';

export type Steps = {
  undoWhat: string | undefined;
  redoWhat: string | undefined;
  undo: () => void;
  redo: () => void;
};

export function StepButtons({ steps }: { steps: Steps }) {
  return (
    <>
      <StepButton what={steps.undoWhat} name="Undo" keys="Ctrl Z" onClick={steps.undo}>
        <IconArrowBackUp size={18} stroke={1.6} />
      </StepButton>
      <StepButton what={steps.redoWhat} name="Redo" keys="Ctrl Shift Z" onClick={steps.redo}>
        <IconArrowForwardUp size={18} stroke={1.6} />
      </StepButton>
    </>
  );
}

type StepButtonProps = {
  what: string | undefined;
  name: string;
  keys: string;
  onClick: () => void;
  children: ReactNode;
};

function StepButton({ what, name, keys, onClick, children }: StepButtonProps) {
  const label = what ? `${name}: ${what}` : `Nothing to ${name.toLowerCase()}`;
  return (
    <Tooltip label={what ? `${label} (${keys})` : label}>
      <ActionIcon
        size="lg"
        aria-label={label}
        aria-disabled={!what}
        className={styles.step}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

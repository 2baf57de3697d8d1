/** A letter to begin with, large, as two people read it: one of whom it is written for, and one of whom little is known. */
import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { EmailStarter } from '../../../api';
import { ErrorNote, Loading } from '../../../parts';
import { LetterFrame } from './LetterFrame';
import { Needs } from './Needs';
import { useStarterPreview } from './Thumb';
import styles from './list.module.css';

export type StarterDialogProps = {
  starter: EmailStarter;
  onStart: () => void;
  onClose: () => void;
};

export function StarterDialog({ starter, onStart, onClose }: StarterDialogProps) {
  const [other, setOther] = useState(false);
  const person = other ? starter.other : starter.reader;
  const { data, error } = useStarterPreview(starter.sample ?? starter.email, person, true);
  return (
    <Modal opened onClose={onClose} title={starter.name} size={1120} centered>
      <div className={styles.large}>
        <div className={styles.largeLetter}>
          {data && (
            <p className={styles.inboxLine}>
              <b>{data.subject}</b> <span>{data.preheader}</span>
            </p>
          )}
          <ErrorNote error={error} />
          {!data && !error && <Loading label="Writing it" />}
          {data && (
            <LetterFrame html={data.frame} title={`The letter as ${data.person.name} reads it`} />
          )}
        </div>
        <div className={styles.largeWords}>
          <p>{starter.about}</p>
          <h4>To whom</h4>
          <p>{starter.to}</p>
          <h4>What it needs, and what happens without</h4>
          <Needs needs={starter.needs} without />
          {starter.other !== null && starter.reader !== null && (
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label="As whom it is shown"
              value={other ? 'other' : 'reader'}
              onChange={(value) => {
                setOther(value === 'other');
              }}
              data={[
                { value: 'reader', label: 'Written for' },
                { value: 'other', label: 'Others read' },
              ]}
            />
          )}
          {data && (
            <p className={styles.facts}>
              As <bdi>{data.person.name}</bdi>
              {person === null && ', who is made up,'} reads it.
              {starter.sample && ' The products are examples: you choose them.'}
            </p>
          )}
          <Button onClick={onStart} data-autofocus>
            Start from this
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** A button that asks for whom: a list of segments under it, and the dialog for a condition of its own. */
import { Popover } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { EmailAudience } from '../../../api';
import tokens from '../../segments/tokens/tokens.module.css';
import { AudienceChooser } from './AudienceChooser';
import { ConditionDialog } from './ConditionDialog';

export type AudiencePickerProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  audience?: EmailAudience | null;
  onChoose: (audience: EmailAudience) => void;
  /** What it opens under. */
  children: ReactElement;
};

export function AudiencePicker(props: AudiencePickerProps) {
  const { opened, onClose, title, audience = null, onChoose, children } = props;
  const [writing, setWriting] = useState(false);
  return (
    <>
      <Popover
        opened={opened}
        onChange={onClose}
        position="bottom-end"
        width={320}
        trapFocus
        returnFocus
        shadow="md"
        // What it opens under may be no button: it says by itself what it does.
        withRoles={false}
      >
        <Popover.Target>{children}</Popover.Target>
        <Popover.Dropdown className={tokens.dropdown} role="dialog" aria-label={title}>
          {opened && (
            <AudienceChooser
              audience={audience}
              onChoose={(chosen) => {
                onClose();
                onChoose(chosen);
              }}
              onCondition={() => {
                onClose();
                setWriting(true);
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      {writing && (
        <ConditionDialog
          start={audience?.condition ?? null}
          onClose={() => {
            setWriting(false);
          }}
          onKeep={(condition) => {
            setWriting(false);
            onChoose({ condition });
          }}
        />
      )}
    </>
  );
}

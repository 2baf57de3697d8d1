/** Above the letter: its subject and preheader, and the pictures that wait to be loaded. */
import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import type { EmailPreview } from '../../../api';
import { noun } from '../../../format';
import type { Look, SetLook } from './look';
import styles from './Seeing.module.css';

type Props = { look: Look; setLook: SetLook; preview: EmailPreview };

export function SubjectLine({ look, setLook, preview }: Props) {
  const { subject, preheader, pictures, pictures_loaded } = preview;
  const waiting = pictures - pictures_loaded;
  return (
    <div className={styles.subjectLine}>
      <p className={styles.subject} title={`${subject} — ${preheader}`} dir="auto">
        <b>{subject || '(no subject)'}</b>
        {preheader && <span> — {preheader}</span>}
      </p>
      {look.pictures === 'blocked' && waiting > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPhoto size={14} />}
          onClick={() => {
            setLook({ pictures: 'load' });
          }}
        >
          Load {waiting} {noun(waiting, 'picture')}
        </Button>
      )}
    </div>
  );
}

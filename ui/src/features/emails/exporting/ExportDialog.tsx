/** The email as files for other programs: as one person reads it, as a mail, for Mailchimp, or for each of its readers. */
import { Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Email, ExportAs } from '../../../api';
import { ExportEverybody } from './ExportEverybody';
import { ExportOne } from './ExportOne';
import styles from './exporting.module.css';

type Form = ExportAs | 'everybody';

const FORMS: { value: Form; label: string; about: string }[] = [
  {
    value: 'html',
    label: 'HTML',
    about: 'A folder with the HTML, the plain text and the pictures, as one person reads it.',
  },
  {
    value: 'eml',
    label: 'Mail (.eml)',
    about: 'One file that mail programs open, with the pictures inside.',
  },
  {
    value: 'mailchimp',
    label: 'Mailchimp',
    about: 'With merge tags in place of a person’s data. What they cannot say is listed below.',
  },
  {
    value: 'liquid',
    label: 'Liquid',
    about: 'One template with its Liquid, for other tools that know it.',
  },
  {
    value: 'everybody',
    label: 'Everybody',
    about:
      'A list of the readers with their codes, and a letter for each, for a program that sends them. Only this hands out codes.',
  },
];

/** `id`: the saved email's; `among`: the segment in which the preview looks for readers. */
type Props = {
  id: number;
  email: Email;
  name: string;
  person: number | null;
  among: number | null;
  onClose: () => void;
};

export function ExportDialog({ id, email, name, person, among, onClose }: Props) {
  const [form, setForm] = useState<Form>('html');
  return (
    <Modal opened onClose={onClose} title="Export" size="lg">
      <div className={styles.parts}>
        <SegmentedControl
          fullWidth
          aria-label="As what"
          data={FORMS.map(({ value, label }) => ({ value, label }))}
          value={form}
          onChange={(value) => {
            setForm(value as Form);
          }}
        />
        <p className={styles.about}>{FORMS.find((f) => f.value === form)?.about}</p>
        {form === 'everybody' ? (
          <ExportEverybody id={id} email={email} name={name} among={among} />
        ) : (
          <ExportOne key={form} kind={form} email={email} name={name} person={person} />
        )}
      </div>
    </Modal>
  );
}

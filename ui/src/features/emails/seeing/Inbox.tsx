/**
 * The email before it is opened: a row of the inbox, as a few usual programs draw it, at their real widths. Programs
 * differ and people change their letters' size, so the place of the cut is a fair guess and is said to be one.
 */
import type { EmailPreview } from '../../../api';
import { fitting, lastWords, widthOf } from './cut';
import styles from './Inbox.module.css';

type Client = {
  name: string;
  /** Of the row. */
  width: number;
  subject: { width: number; font: string };
  /** Beside the subject in one line, or below it in so many lines. */
  preheader: { lines: number; width: number; font: string } | 'beside';
  kind: 'phone' | 'wide' | 'list';
};

const FACE = 'Inter Variable, system-ui, sans-serif';

/** Usual widths, with margins, avatar and time of day taken off. */
export const CLIENTS: Client[] = [
  {
    ...{ name: 'iPhone, 375 wide', width: 375, kind: 'phone' },
    subject: { width: 326, font: `600 15px ${FACE}` },
    preheader: { lines: 2, width: 326, font: `400 15px ${FACE}` },
  },
  {
    ...{ name: 'Gmail on a phone, 360 wide', width: 360, kind: 'phone' },
    subject: { width: 262, font: `600 14px ${FACE}` },
    preheader: { lines: 1, width: 262, font: `400 14px ${FACE}` },
  },
  {
    ...{ name: 'Desktop, beside the letter (320)', width: 320, kind: 'list' },
    subject: { width: 288, font: `600 14px ${FACE}` },
    preheader: { lines: 1, width: 288, font: `400 13px ${FACE}` },
  },
  {
    ...{ name: 'Desktop, the whole width (900)', width: 900, kind: 'wide' },
    subject: { width: 640, font: `600 14px ${FACE}` },
    preheader: 'beside',
  },
];

export function Inbox({ letters }: { letters: { label: string; letter: EmailPreview }[] }) {
  return (
    <div className={styles.inbox} tabIndex={0} role="region" aria-label="Rows of inboxes">
      {CLIENTS.map((client) => (
        <figure key={client.name} className={styles.client}>
          <figcaption>{client.name}</figcaption>
          {letters.map(({ label, letter }) => (
            <Row key={label} client={client} letter={letter} />
          ))}
        </figure>
      ))}
      <p className={styles.quiet}>
        Approximate: rows as wide as these programs drew them in 2026 with their usual letters, less
        what the picture, the time and the margins take. Yours may cut a little earlier or later.
      </p>
    </div>
  );
}

function Row({ client, letter }: { client: Client; letter: EmailPreview }) {
  const subject = letter.subject || '(no subject)';
  // Where there is no preheader, programs take the letter's first words.
  const beside = letter.preheader || letter.text.replace(/\s+/g, ' ').slice(0, 200);
  const head = fitting(subject, client.subject.width, (t) => widthOf(t, client.subject.font));
  const rest = second(client, head.shown, beside, head.cut);
  const font = client.preheader === 'beside' ? `400 14px ${FACE}` : client.preheader.font;
  const cuts = [
    head.cut ? `the subject after “${lastWords(head.shown)}”` : '',
    rest.cut && letter.preheader
      ? rest.shown === ''
        ? 'the whole preheader'
        : `the preheader after “${lastWords(rest.shown)}”`
      : '',
  ].filter((cut) => cut !== '');
  return (
    <>
      <div className={styles.row} data-kind={client.kind} style={{ width: client.width }}>
        <span className={styles.dot} aria-hidden="true" />
        <span className={styles.from}>{letter.from_name}</span>
        <span className={styles.time}>09:41</span>
        <span className={styles.words}>
          <b style={{ font: client.subject.font, lineHeight: '20px' }}>{head.shown}</b>
          {rest.shown !== '' && (
            <span className={styles.beside} style={{ font, lineHeight: '20px' }}>
              {rest.shown}
            </span>
          )}
        </span>
      </div>
      <p className={styles.cut}>
        {cuts.length === 0 ? 'Nothing is cut.' : `Cuts ${cuts.join(' and ')}.`}
        {letter.preheader === '' &&
          ' There is no preheader, so the letter’s first words stand there.'}
      </p>
    </>
  );
}

function second(client: Client, head: string, beside: string, headCut: boolean) {
  if (client.preheader !== 'beside') {
    const { lines, width, font } = client.preheader;
    return fitting(beside, width * lines * (lines > 1 ? 0.94 : 1), (t) => widthOf(t, font));
  }
  if (headCut) return { shown: '', cut: beside !== '' };
  const left = client.subject.width - widthOf(`${head} – `, client.subject.font);
  const rest = fitting(` – ${beside}`, left, (t) => widthOf(t, `400 14px ${FACE}`));
  return rest.shown.length < 6 ? { shown: '', cut: beside !== '' } : rest;
}

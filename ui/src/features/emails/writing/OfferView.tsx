/** An offer as it looks in the letter: what they get, some words, the code, a button. */
import { date } from '../../../format';
import type { FieldsProps } from '../blocks/types';
import { LetterButton } from './LetterButton';
import { Editable } from './text/Editable';
import styles from './letter.module.css';

export function OfferView({ content, onChange }: FieldsProps<'offer'>) {
  const { title, text = '', code, button, until } = content;
  const shown =
    code?.kind === 'same'
      ? code.code || 'CODE'
      : code?.kind === 'own'
        ? 'A code of their own'
        : null;
  return (
    <div className={styles.offer}>
      <div className={styles.offerTitle}>
        <Editable
          mode="line"
          label="The offer"
          placeholder="10% off your next order"
          value={title}
          onChange={(next) => {
            onChange({ ...content, title: next }, 'title');
          }}
        />
      </div>
      <Editable
        mode="line"
        label="Words of the offer"
        placeholder="A few words about it"
        value={text}
        onChange={(next) => {
          onChange({ ...content, text: next }, 'text');
        }}
      />
      {shown !== null && <p className={styles.code}>{shown}</p>}
      {button != null && (
        <LetterButton
          value={button}
          onChange={(next) => {
            onChange({ ...content, button: next }, 'button');
          }}
        />
      )}
      {until && <p className={styles.until}>Until {date(until)}</p>}
    </div>
  );
}

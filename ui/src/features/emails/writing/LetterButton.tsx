/** A button of the letter, its words edited in it. */
import { Editable } from './text/Editable';
import styles from './letter.module.css';

export type LetterButtonProps = {
  value: string;
  onChange: (value: string) => void;
  small?: boolean;
};

export const LetterButton = ({ value, onChange, small = false }: LetterButtonProps) => (
  <span className={styles.button} data-small={small || undefined}>
    <Editable
      mode="line"
      label="Words of the button"
      placeholder="Words"
      value={value}
      onChange={onChange}
    />
  </span>
);

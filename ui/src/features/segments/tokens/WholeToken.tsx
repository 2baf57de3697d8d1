/** One whole number inside a phrase: the third order, 150% of, within 7 days, a random 10%. */
import { Whole } from './inputs';
import { Token } from './Token';
import styles from './tokens.module.css';

export type WholeTokenProps = {
  label: string;
  text: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  /** What the number counts, beside its box. */
  unit: string;
  quiet?: boolean;
};

export function WholeToken(props: WholeTokenProps) {
  const { label, text, value, onChange, min, max, unit, quiet } = props;
  return (
    <Token label={label} text={text} width={220} {...(quiet ? { quiet } : {})}>
      {(close) => (
        <form
          className={styles.pair}
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          <Whole name={label} value={value} min={min} max={max} first onChange={onChange} />
          <span>{unit}</span>
        </form>
      )}
    </Token>
  );
}

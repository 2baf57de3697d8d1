/** What the words of a readout mean, in a shopkeeper's language. It stands at the right, when wanted. */
import { SidePanel } from '../../parts';
import styles from './Explanation.module.css';

export type ExplanationProps = { confidence: number; onClose: () => void };

export function Explanation({ confidence, onClose }: ExplanationProps) {
  const inTwenty = confidence > 0.951;
  return (
    <SidePanel title="What these numbers mean" onClose={onClose}>
      <div className={styles.words}>
        <h3>The whisker</h3>
        <p>
          You tested with some of your people on one day. Others, or another day, would have given
          slightly other numbers. The whisker is the range that holds the true value in{' '}
          {inTwenty ? `${(confidence * 100).toFixed(1)} of 100` : '19 of 20'} tests done like this
          one.
        </p>
        {inTwenty && (
          <p>
            It is wider than usual because several variants are compared, and with each comparison
            chance gets another try.
          </p>
        )}
        <h3>Points</h3>
        <p>
          From 4% to 5% is one point more. It is also a quarter more: that is the relative lift,
          which sounds larger and is less certain.
        </p>
        <h3>p</h3>
        <p>
          How often a difference like this would turn up if both variants were equally good. Small
          is surprising. It is not the chance that B is better.
        </p>
        <h3>Cannot tell them apart</h3>
        <p>
          Not the same as equal. There may be a difference smaller than this number of people can
          show. Under “What can be said” stands how small.
        </p>
        <h3>Revenue per person</h3>
        <p>
          Everything that was spent, divided by everyone who got the email, buyers or not. A few
          large orders move it, so it is less steady than the share who bought.
        </p>
      </div>
    </SidePanel>
  );
}

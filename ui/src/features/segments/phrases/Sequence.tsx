/** "Looked at Candles in the last 30 days, then bought anything within 7 days, without getting money back in between". */
import type { Sequence, Step } from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { AddedPlace, placeFor } from '../tokens/place';
import { WindowToken } from '../tokens/WindowToken';
import styles from '../tokens/tokens.module.css';
import { DidWords } from './rows/DidWords';
import { MoreToken } from './rows/MoreToken';
import { furtherSteps, placed, withoutOf } from './steps';
import { StepTimes } from './StepTimes';
import type { PhraseProps } from './types';

export function SequencePhrase({ value, onChange }: PhraseProps<Sequence>) {
  const { steps } = value;
  const last = steps.length - 1;
  const put = (next: Step[]) => {
    onChange({ ...value, steps: next.map((s, i) => placed(s, i, next.length - 1)) });
  };
  const set = (n: number) => (step: Step) => {
    put(steps.map((s, i) => (i === n ? step : s)));
  };
  const ends = steps[last]?.absent === true;
  const further = ends ? [] : furtherSteps(steps, put);
  return (
    <>
      {steps.map((step, i) => (
        <span key={i} className={styles.step}>
          {i > 0 && (
            <>
              <AddedPlace
                value={
                  steps.length > 2
                    ? placeFor(() => {
                        put(steps.filter((_, n) => n !== i));
                      })
                    : null
                }
              >
                <ChoiceToken
                  label="What follows"
                  value={step.absent ? 'not' : 'then'}
                  options={[
                    { value: 'then', label: 'then', hint: 'something they did' },
                    ...(i === last
                      ? [{ value: 'not', label: 'and then did not', hint: 'and the time is over' }]
                      : []),
                  ]}
                  onChange={(v) => {
                    set(i)({ ...step, absent: v === 'not' });
                  }}
                />
              </AddedPlace>{' '}
            </>
          )}
          <DidWords
            value={step}
            first={i === 0}
            {...(step.absent ? { form: 'absent' as const } : {})}
            onChange={set(i)}
            extras={i === 0 || step.absent || step.without ? [] : [withoutOf(step, set(i))]}
          >
            {i === 0 ? (
              <WindowToken
                label="When the first was"
                value={value.window}
                onChange={(window) => {
                  onChange({ ...value, window });
                }}
              />
            ) : (
              <StepTimes value={step} onChange={set(i)} />
            )}
          </DidWords>
          {i === last && (
            <>
              {' '}
              <MoreToken text="+ and then …" extras={further} />
            </>
          )}
        </span>
      ))}
    </>
  );
}

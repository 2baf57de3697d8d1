/** How soon after the step before, and what did not happen in between. */
import type { Step } from '../../../api';
import { plural } from '../../../format';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { AddedPlace, placeFor } from '../tokens/place';
import { WholeToken } from '../tokens/WholeToken';
import { DidWords } from './rows/DidWords';

type Props = { value: Step; onChange: (value: Step) => void };
const LONGEST = 3_650;

export function StepTimes({ value, onChange }: Props) {
  const { within_days: days, without, absent, ...rest } = value;
  const not = absent ? { absent } : {};
  return (
    <>
      {days == null ? (
        <ChoiceToken
          label="How soon"
          quiet
          value="any"
          options={[
            { value: 'any', label: absent ? 'until today' : 'at any time later' },
            { value: 'within', label: 'within some days' },
          ]}
          onChange={(v) => {
            if (v === 'within') onChange({ ...value, within_days: 7 });
          }}
        />
      ) : (
        <AddedPlace
          value={placeFor(() => {
            onChange({ ...rest, ...not, ...(without ? { without } : {}) });
          })}
        >
          <WholeToken
            label="How soon"
            text={`within ${plural(days, 'day')}`}
            value={days}
            min={0}
            max={LONGEST}
            unit="days after it"
            onChange={(n) => {
              onChange({ ...value, within_days: n });
            }}
          />
        </AddedPlace>
      )}
      {without && (
        <>
          , without having{' '}
          <DidWords
            value={without}
            form="done"
            place={placeFor(() => {
              onChange({ ...rest, ...(days == null ? {} : { within_days: days }) });
            })}
            onChange={(next) => {
              onChange({ ...value, without: next });
            }}
          />{' '}
          in between
        </>
      )}
    </>
  );
}

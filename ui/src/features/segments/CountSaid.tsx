/** Tells screen readers how many are in, once it has been calm for a second: not at each key while something is typed. */
import { useDebouncedValue } from '@mantine/hooks';
import type { SegmentAnswer } from '../../api';
import { count, people, percent } from '../../format';

const CALM_MS = 1000;

export function CountSaid(props: { answer: SegmentAnswer | undefined; counting: boolean }) {
  const { answer, counting } = props;
  const words =
    !answer || counting
      ? ''
      : answer.of > 0
        ? `${people(answer.total)} in the segment, ${percent(answer.total / answer.of)} of ${count(answer.of)}.`
        : people(answer.total);
  const [calm] = useDebouncedValue(words, CALM_MS);
  return (
    <p role="status" className="visually-hidden" data-count-said>
      {calm}
    </p>
  );
}

/** Where what the columns mean comes from: a known platform's export, or the last file with the same columns. */
import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call, commands, type ImportPlan } from '../../../api';
import { date } from '../../../format';
import { ErrorNote } from '../../../parts';
import styles from './import.module.css';

type Props = { plan: ImportPlan; onForgotten: () => void };

export function Known({ plan, onForgotten }: Props) {
  const forget = useMutation({
    mutationFn: () => call(commands.importForget(plan.mapping)),
    onSuccess: onForgotten,
  });
  if (plan.remembered != null)
    return (
      <p className={styles.known}>
        Read as you had it on {date(plan.remembered)}, when a file with the same columns came in.{' '}
        <Anchor
          component="button"
          type="button"
          disabled={forget.isPending}
          onClick={() => {
            forget.mutate();
          }}
        >
          Forget that and look anew
        </Anchor>
        <ErrorNote error={forget.error} />
      </p>
    );
  if (plan.preset == null) return null;
  const [whose, what] = plan.preset.split(': ');
  return (
    <p className={styles.known}>
      These are the columns of <strong>{whose}</strong>’s export of {what}.
    </p>
  );
}

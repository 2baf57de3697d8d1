/**
 * Where an order comes from: its source, its number there with the way to it, how its amount was reckoned, its
 * refunds, and from where the buyer came. What is not known is left out.
 */
import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { call, commands, type OrderTrace } from '../../api';
import { date, money } from '../../format';
import { ErrorNote, showFailure } from '../../parts';
import styles from './people.module.css';

export function OrderOrigin({ id }: { id: number }) {
  const trace = useQuery({
    queryKey: ['people', 'trace', id],
    queryFn: () => call(commands.orderTrace(id)),
  });
  if (trace.error) return <ErrorNote error={trace.error} />;
  return trace.data ? <Origin id={id} trace={trace.data} /> : null;
}

function Origin({ id, trace }: { id: number; trace: OrderTrace }) {
  const name =
    trace.source === trace.platform ? trace.source : `${trace.source} (${trace.platform})`;
  return (
    <dl className={styles.origin}>
      <dt>From</dt>
      <dd>
        {name}, {trace.number_there} there
        {trace.opens && (
          <>
            {' · '}
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => {
                call(commands.orderOpenThere(id)).catch(showFailure);
              }}
            >
              See it there <IconExternalLink aria-hidden="true" size={14} stroke={1.75} />
            </Anchor>
          </>
        )}
      </dd>
      {trace.total.sentence && (
        <>
          <dt>Amount</dt>
          <dd>{trace.total.sentence}</dd>
        </>
      )}
      {trace.refunds.map((refund) => (
        <Refund key={refund.number_there} refund={refund} />
      ))}
      {trace.landing && (
        <>
          <dt>First page</dt>
          <dd>{trace.landing}</dd>
        </>
      )}
      {trace.referrer && (
        <>
          <dt>Came from</dt>
          <dd>{trace.referrer}</dd>
        </>
      )}
    </dl>
  );
}

function Refund({ refund }: { refund: OrderTrace['refunds'][number] }) {
  const amount = refund.amount.sentence ?? `${money(refund.amount.paid)}.`;
  return (
    <>
      <dt>Given back</dt>
      <dd>
        {date(refund.at)}, {refund.number_there} there: {amount}
      </dd>
    </>
  );
}

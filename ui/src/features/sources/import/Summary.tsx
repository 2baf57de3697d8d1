/** What an import came to: figures first, then why rows were refused, and the next step. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { openPath, type ImportSummary } from '../../../api';
import { count, money, plural } from '../../../format';
import { Page, PageHeader, Section, showFailure, Stat, StatRow } from '../../../parts';
import styles from './import.module.css';

const DONE = [
  ['views', 'Looks at products'],
  ['searches', 'Searches'],
  ['reviews', 'Reviews'],
  ['events', 'Other events'],
  ['products', 'Products'],
  ['rates', 'Exchange rates'],
] as const;

type Props = { summary: ImportSummary; back: { href: string; label: string } };

export function Summary({ summary: s, back }: Props) {
  const file = s.refused_file;
  const sums = (all: ImportSummary['revenue']) =>
    all.map((m) => money(m, { whole: true })).join(' + ');
  return (
    <Page>
      <PageHeader
        title={`${s.file} is in`}
        subtitle={`${plural(s.read, 'row')} read, ${count(s.stored)} stored, ${count(s.refused)} refused.${
          s.resumed ? ' It went on where it had been interrupted.' : ''
        }`}
        back={back}
        action={
          <Button component={Link} href="/people">
            See your people
          </Button>
        }
        more={
          <Button component={Link} href="/sources/import" variant="default">
            Bring in another file
          </Button>
        }
      />
      <StatRow>
        {s.people > 0 && <Stat label="People" value={count(s.people)} />}
        {s.orders > 0 && (
          <Stat
            label="Orders"
            value={count(s.orders)}
            hint={
              s.anonymous_orders > 0
                ? `${count(s.anonymous_orders)} without a customer`
                : 'all with a customer'
            }
          />
        )}
        {s.orders > 0 && <Stat label="Revenue" value={sums(s.revenue)} hint="before refunds" />}
        {s.refunds > 0 && <Stat label="Refunds" value={count(s.refunds)} hint={sums(s.refunded)} />}
        {DONE.filter(([key]) => s[key] > 0).map(([key, label]) => (
          <Stat key={key} label={label} value={count(s[key])} />
        ))}
      </StatRow>
      {s.rates > 0 && (
        <p>
          {s.revalued > 0
            ? `${plural(s.revalued, 'order or refund', 'orders and refunds')} in another currency now count with their value of the day in yours.`
            : 'No order in another currency was waiting for them.'}
        </p>
      )}
      {s.other_orders > 0 && (
        <p>
          {plural(s.other_orders, 'more order')} not paid, cancelled or failed: kept, but counted in
          no figure.
        </p>
      )}
      {s.reasons.length > 0 && (
        <Section
          title={`${plural(s.refused, 'row')} refused`}
          hint="Nothing was guessed. Put them right in the file and bring it in again, or leave them."
          aside={
            file && (
              <Button
                variant="default"
                size="xs"
                onClick={() => {
                  openPath(file).catch(showFailure);
                }}
              >
                Open the refused rows
              </Button>
            )
          }
        >
          <table className={styles.reasons}>
            <tbody>
              {s.reasons.map((r) => (
                <tr key={r.reason}>
                  <td>{count(r.rows)}</td>
                  <td>{r.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </Page>
  );
}

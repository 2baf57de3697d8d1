/** One pool: who got which code, and for what. */
import { Modal } from '@mantine/core';
import { Link } from 'wouter';
import { plural, count } from '../../../format';
import { DateText, ErrorNote, Loading, Stat, StatRow } from '../../../parts';
import { GIVEN_SHOWN, useCouponPage } from './queries';
import styles from './coupons.module.css';

export function PoolGiven({
  id,
  name,
  onClose,
}: {
  id: number;
  name: string;
  onClose: () => void;
}) {
  const page = useCouponPage(id);
  const { pool, given = [], next } = page.data ?? {};
  return (
    <Modal opened onClose={onClose} title={<bdi>{name}</bdi>} size="xl">
      <ErrorNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isLoading && <Loading label="Looking for codes" />}
      {pool && (
        <div className={styles.form}>
          <StatRow>
            <Stat
              label="Left"
              value={plural(pool.free, 'code')}
              hint={next ? `next: ${next}` : ''}
            />
            <Stat label="Handed out" value={count(pool.given)} hint={`of ${count(pool.codes)}`} />
          </StatRow>
          {given.length === 0 ? (
            <p className={styles.soft}>No code of this pool has been handed out.</p>
          ) : (
            <table className={styles.report}>
              <thead>
                <tr>
                  <th scope="col">Code</th>
                  <th scope="col">Who</th>
                  <th scope="col">For</th>
                  <th scope="col">When</th>
                </tr>
              </thead>
              <tbody>
                {given.map((one) => (
                  <tr key={one.code}>
                    <td className={styles.code}>{one.code}</td>
                    <td>
                      {one.person === null ? (
                        <span className={styles.soft}>{one.name}</span>
                      ) : (
                        <Link href={`/people/${String(one.person)}`}>
                          <bdi>{one.name}</bdi>
                        </Link>
                      )}
                    </td>
                    <td>
                      <bdi>{one.given_for}</bdi>
                    </td>
                    <td>
                      <DateText when={one.at} shape="time" />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {pool.given > GIVEN_SHOWN && (
            <p className={styles.soft}>The last {count(GIVEN_SHOWN)} are shown.</p>
          )}
        </div>
      )}
    </Modal>
  );
}

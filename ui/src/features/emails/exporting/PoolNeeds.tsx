/** What the email would take from each pool of codes, and what is left then. */
import { Link } from 'wouter';
import type { PoolNeed } from '../../../api';
import { count, noun, plural } from '../../../format';

export function PoolNeeds({ pools }: { pools: PoolNeed[] }) {
  return (
    <>
      {pools.map((pool) => (
        <p key={pool.pool} data-short={pool.missing > 0 || undefined}>
          Codes of <bdi>{pool.name}</bdi>: {plural(pool.new, 'reader')}{' '}
          {pool.missing > 0 ? 'would get' : noun(pool.new, 'gets', 'get')} one
          {pool.have > 0 && `, ${count(pool.have)} ${noun(pool.have, 'has', 'have')} theirs`}.{' '}
          {pool.missing > 0 ? (
            <>
              That is {plural(pool.missing, 'code')} too few, so nobody would get any.{' '}
              <Link href="/emails/coupons">Bring in more</Link>
            </>
          ) : (
            `${pool.left === 0 ? 'None is' : plural(pool.left, 'is', 'are')} left then.`
          )}
        </p>
      ))}
    </>
  );
}

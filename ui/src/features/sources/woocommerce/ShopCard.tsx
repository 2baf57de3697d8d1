/**
 * One connected shop: how it is, when it was last read, and reading it now. On the shop's own page
 * (`titled={false}`) the heading says who it is. The window's foot shows how far a reading has come, with the
 * way to stop it; here it is said in words.
 */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { SourceInfo } from '../../../api';
import { count, plural } from '../../../format';
import { DateText, ErrorNote, Pill, type PillTone } from '../../../parts';
import { useSync } from './useSync';
import styles from './woocommerce.module.css';

type Props = { shop: SourceInfo; titled?: boolean };

export function ShopCard({ shop, titled = true }: Props) {
  const sync = useSync(shop);
  const [word, tone] = standing(shop, sync.running !== undefined);
  const progress = sync.running?.progress;
  return (
    <article className={styles.card} aria-label={shop.name}>
      {titled && (
        <div className={styles.cardHead}>
          <div>
            <h3 className={styles.name}>
              <Link href={`/sources/woocommerce/${String(shop.id)}`}>{shop.name}</Link>
            </h3>
            <p className={styles.soft}>{platform(shop)}</p>
          </div>
          <Pill tone={tone}>{word}</Pill>
        </div>
      )}
      <div className={styles.cardFoot}>
        {sync.running ? (
          <p>
            {progress?.phase ?? 'Knocking at the shop’s door'}
            {progress != null && progress.done > 0 && `: ${rows(progress.done, progress.total)}`}
          </p>
        ) : (
          <p>
            {plural(shop.orders, 'purchase')}
            {shop.synced_at !== null && (
              <>
                {' · last read '}
                <DateText when={shop.synced_at} shape="time" />
              </>
            )}
            {shop.last?.state === 'done' && <> · {came(shop.last.read)}</>}
          </p>
        )}
        <div className={styles.cardFoot}>
          {!titled && <Pill tone={tone}>{word}</Pill>}
          {shop.connected && (
            <Button
              variant="default"
              size="xs"
              disabled={sync.running !== undefined}
              loading={sync.start.isPending}
              onClick={() => {
                sync.start.mutate();
              }}
            >
              Sync now
            </Button>
          )}
        </div>
      </div>
      <ErrorNote error={sync.start.error} title="It could not be started" />
    </article>
  );
}

export function platform(shop: SourceInfo): string {
  return [`WooCommerce ${shop.version ?? ''}`.trim(), shop.address]
    .filter((x) => x !== null)
    .join(' · ');
}

function rows(done: number, total: number | null): string {
  return total === null ? count(done) : `${count(done)} of ${count(total)}`;
}

function came(read: number): string {
  return read === 0 ? 'nothing new' : `${plural(read, 'row')} new or changed`;
}

function standing(shop: SourceInfo, running: boolean): [string, PillTone] {
  if (running) return ['Reading', 'neutral'];
  if (!shop.connected) return ['Not connected', 'attention'];
  if (shop.last === null) return ['Not read yet', 'attention'];
  if (shop.last.state === 'failed') return ['Failed', 'bad'];
  if (shop.last.state !== 'done') return ['Stopped', 'attention'];
  return ['Up to date', 'good'];
}

/**
 * One connected shop: how it is, when it was last read, and reading it now. The same on the room's first
 * page and on the shop's own.
 */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { SourceInfo } from '../../../api';
import { plural } from '../../../format';
import { DateText, ErrorNote, Pill, ProgressLine, type PillTone } from '../../../parts';
import { useSync } from './useSync';
import styles from './woocommerce.module.css';

export function ShopCard({ shop }: { shop: SourceInfo }) {
  const sync = useSync(shop);
  const [word, tone] = standing(shop, sync.running !== undefined);
  return (
    <article className={styles.card} aria-label={shop.name}>
      <div className={styles.cardHead}>
        <div>
          <h3 className={styles.name}>
            <Link href={`/sources/woocommerce/${String(shop.id)}`}>{shop.name}</Link>
          </h3>
          <p className={styles.soft}>
            WooCommerce {shop.version ?? ''} · {shop.address}
          </p>
        </div>
        <Pill tone={tone}>{word}</Pill>
      </div>
      {sync.running ? (
        <ProgressLine
          label={sync.running.progress?.phase ?? 'Knocking at the shop’s door'}
          done={sync.running.progress?.done ?? 0}
          total={sync.running.progress?.total}
          secondsLeft={sync.running.seconds_left}
          cancelling={sync.stopping}
          onCancel={sync.stop}
        />
      ) : (
        <div className={styles.cardFoot}>
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
          {shop.connected && (
            <Button
              variant="default"
              size="xs"
              loading={sync.start.isPending}
              onClick={() => {
                sync.start.mutate();
              }}
            >
              Sync now
            </Button>
          )}
        </div>
      )}
      <ErrorNote error={sync.start.error} title="It could not be started" />
    </article>
  );
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

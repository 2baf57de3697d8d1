/**
 * A chart the core has drawn as SVG, with its name, what it means, and its actions. The picture takes its
 * colours from the theme's variables. Whatever could run or load something is taken out before it is
 * inserted. It draws nothing itself: the same picture goes into reports and the terminal's files.
 */
import { Skeleton } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { safeSvg } from './safeSvg';
import styles from './ChartFrame.module.css';

export type ChartFrameProps = {
  /** What a person who cannot see the chart hears: name and main finding. */
  title: string;
  svg: string | null | undefined;
  caption?: ReactNode;
  actions?: ReactNode;
  height?: number;
};

export function ChartFrame({ title, svg, caption, actions, height = 280 }: ChartFrameProps) {
  const clean = useMemo(() => (svg ? safeSvg(svg) : null), [svg]);
  return (
    <figure className={styles.frame}>
      {clean === null ? (
        <Skeleton height={height} aria-label={`Drawing: ${title}`} />
      ) : (
        <div
          role="img"
          aria-label={title}
          className={styles.picture}
          dangerouslySetInnerHTML={{ __html: clean }}
        />
      )}
      {(caption ?? actions) && (
        <figcaption className={styles.caption}>
          <span>{caption}</span>
          {actions}
        </figcaption>
      )}
    </figure>
  );
}

/** A letter, small, as one reader gets it: asked of the core only when it comes into view. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, commands, type Email, type Sight } from '../../../api';
import { LetterFrame } from './LetterFrame';
import styles from './list.module.css';

/** By day, with nothing from the network. */
const asThey = (id: number): Sight => ({
  reader: { kind: 'person', id },
  pictures: 'blocked',
});

export const useStarterPreview = (email: Email, person: number | null, wanted: boolean) =>
  useQuery({
    queryKey: ['email-starters', 'preview', email, person],
    queryFn: () => call(commands.emailPreview(email, asThey(person ?? 0))),
    enabled: wanted && person !== null,
  });

export function Thumb({ email, person }: { email: Email; person: number | null }) {
  const [seen, setSeen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = place.current;
    if (!here || seen) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((e) => e.isIntersecting)) setSeen(true);
      },
      { rootMargin: '120px' },
    );
    watch.observe(here);
    return () => {
      watch.disconnect();
    };
  }, [seen]);
  const { data, error } = useStarterPreview(email, person, seen);
  return (
    <div ref={place} className={styles.thumb} aria-hidden="true">
      {data && <LetterFrame html={data.frame} />}
      {error && 'It could not be drawn.'}
    </div>
  );
}

/** A letter, small, as one reader gets it: asked of the core only when it comes into view. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, commands, type Email, type SightReader } from '../../../api';
import { LetterFrame } from './LetterFrame';
import styles from './list.module.css';

/** A shop that knows nobody yet shows it as somebody made up. */
const MADE_UP: SightReader = {
  kind: 'made_up',
  first_name: 'Ada',
  last_name: 'Example',
  email: 'ada@example.com',
};

export const useStarterPreview = (email: Email, person: number | null, wanted: boolean) => {
  const reader: SightReader = person === null ? MADE_UP : { kind: 'person', id: person };
  return useQuery({
    queryKey: ['email-starters', 'preview', email, person],
    queryFn: () => call(commands.emailPreview(email, { reader, pictures: 'blocked' })),
    enabled: wanted,
  });
};

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

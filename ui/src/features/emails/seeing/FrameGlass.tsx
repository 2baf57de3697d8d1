/**
 * Over the letter, like glass: a click finds the block that lies there, and each link says where it leads, under the
 * pointer and with the keyboard alike. Nothing opens: the letter beneath cannot be reached at all.
 */
import { useEffect, useState } from 'react';
import { blockAt, blockBox, linkSpots, type Box, type LinkSpot } from './page';
import styles from './Stage.module.css';

/** The links are found when nobody types. */
const QUIET_MS = 150;

export type FrameGlassProps = {
  page: () => Document | null;
  /** Counted up when what lies in the page may lie elsewhere. */
  laid: number;
  scale: number;
  chosen: string | null;
  examples: string[];
  onBlock: (block: string) => void;
  onLeads: (leads: string | null) => void;
};

type Marks = { links: LinkSpot[]; chosen: Box | null; examples: Box[] };

export function FrameGlass(props: FrameGlassProps) {
  const { page, laid, scale, chosen, examples, onBlock, onLeads } = props;
  const [marks, setMarks] = useState<Marks>({ links: [], chosen: null, examples: [] });
  const named = examples.join(' ');
  useEffect(() => {
    const timer = window.setTimeout(() => {
      const here = page();
      if (!here) return;
      setMarks({
        links: linkSpots(here),
        chosen: chosen === null ? null : blockBox(here, chosen),
        examples: (named === '' ? [] : named.split(' ')).flatMap((b) => blockBox(here, b) ?? []),
      });
    }, QUIET_MS);
    return () => {
      window.clearTimeout(timer);
    };
    // `page` asks the frame, and is another function each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [laid, chosen, named]);
  const place = (box: Box) => ({
    left: box.left * scale,
    top: box.top * scale,
    width: box.width * scale,
    height: box.height * scale,
  });
  return (
    <div
      className={styles.glass}
      onClick={(event) => {
        const at = event.currentTarget.getBoundingClientRect();
        const [x, y] = [(event.clientX - at.left) / scale, (event.clientY - at.top) / scale];
        const here = page();
        const block = here && blockAt(here, x, y);
        if (block) onBlock(block);
      }}
    >
      {marks.chosen && <div className={styles.chosen} style={place(marks.chosen)} />}
      {marks.examples.map((box, n) => (
        <div key={n} className={styles.example} style={place(box)}>
          <span>Example code</span>
        </div>
      ))}
      {marks.links.map((link, n) => (
        <button
          key={n}
          type="button"
          className={styles.link}
          style={place(link)}
          aria-label={`Link “${link.words}”: ${link.leads}`}
          onMouseEnter={() => {
            onLeads(link.leads);
          }}
          onMouseLeave={() => {
            onLeads(null);
          }}
          onFocus={() => {
            onLeads(link.leads);
          }}
          onBlur={() => {
            onLeads(null);
          }}
        />
      ))}
    </div>
  );
}

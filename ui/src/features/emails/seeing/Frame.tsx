/**
 * The sealed frame around a letter: no script, no form, no way to the network. A new letter is written into the page
 * that is there, and only where it differs, so that it follows whoever types and nothing flickers. The frame is as tall
 * as its letter; what scrolls is the stage around it, which so keeps its place between edits and readers.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { FrameGlass } from './FrameGlass';
import { blockBox, growing, pageOf, put, SHELL, tall } from './page';
import styles from './Stage.module.css';

/** How long pictures that are part of the page may take; what is later is cut off until the next edit. */
const ROUNDS = 40;

export type FrameProps = {
  html: string;
  title: string;
  width: number;
  scale: number;
  /** The block that is written, and how often it was gone to. */
  goal: { block: string | null; turn: number };
  /** The blocks whose code is only an example. */
  examples: string[];
  onBlock: (block: string) => void;
  /** Where the link under the pointer or the focus leads. */
  onLeads: (leads: string | null) => void;
  /** Where the block that was gone to begins, in pixels of this window. */
  onGoal: (top: number) => void;
};

export function Frame(props: FrameProps) {
  const { html, title, width, scale, goal, examples, onBlock, onLeads, onGoal } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const [height, setHeight] = useState(600);
  /** Counted up when what lies in the page may lie elsewhere. */
  const [laid, setLaid] = useState(0);

  useLayoutEffect(() => {
    const page = ready ? pageOf(frame.current) : null;
    if (!page) return;
    put(page, html);
    setHeight(tall(page));
    setLaid((n) => n + 1);
  }, [ready, html, width]);

  useEffect(() => {
    let timer = 0;
    const look = (round: number) => {
      const page = pageOf(frame.current);
      if (!page) return;
      setHeight(tall(page));
      if (growing(page) && round < ROUNDS) timer = window.setTimeout(look, 100, round + 1);
      else setLaid((n) => n + 1);
    };
    if (ready) timer = window.setTimeout(look, 100, 0);
    return () => {
      window.clearTimeout(timer);
    };
  }, [ready, html, width]);

  useEffect(() => {
    const page = pageOf(frame.current);
    const box = page && goal.block !== null ? blockBox(page, goal.block) : null;
    if (box) onGoal(box.top * scale);
    // Only when another block is the goal (or the first letter came), not whenever the letter changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goal.block, goal.turn, ready]);

  return (
    <div className={styles.sheet} style={{ width: width * scale, height: height * scale }}>
      <iframe
        ref={frame}
        className={styles.frame}
        style={{ width, height, transform: `scale(${String(scale)})` }}
        title={title}
        tabIndex={-1}
        data-front
        sandbox="allow-same-origin"
        referrerPolicy="no-referrer"
        srcDoc={SHELL}
        onLoad={() => {
          setReady(true);
        }}
      />
      <FrameGlass
        page={() => pageOf(frame.current)}
        {...{ laid, scale, examples, onBlock, onLeads }}
        chosen={goal.block}
      />
    </div>
  );
}

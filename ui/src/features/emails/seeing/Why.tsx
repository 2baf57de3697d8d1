/** Why this reader reads it like this: the blocks they get and do not get, the products and their reasons. */
import { UnstyledButton } from '@mantine/core';
import type { EmailPreview, Suggestion } from '../../../api';
import { Money, Pill } from '../../../parts';
import { size } from '../size';
import styles from './Reader.module.css';

/** The core's word for a block that nobody is kept from. */
const EVERYBODY = 'For everybody';

export function Why({
  preview,
  selected,
  onBlock,
}: {
  preview: EmailPreview;
  selected: string | null;
  onBlock: (id: string) => void;
}) {
  return (
    <div className={styles.why}>
      {preview.warnings.length > 0 && (
        <section>
          <h2>To mind</h2>
          <ul>
            {preview.warnings.map((w) => (
              <li key={`${w.block ?? ''} ${w.sentence}`} data-level={w.level}>
                {w.sentence}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Blocks</h2>
        <ol>
          {preview.blocks.map((block) => (
            <li key={block.id}>
              <UnstyledButton
                className={styles.blockWhy}
                data-hidden={!block.shown || undefined}
                aria-current={selected === block.id || undefined}
                onClick={() => {
                  onBlock(block.id);
                }}
              >
                <span className={styles.blockLine}>
                  <b>{capital(block.noun)}</b>
                  {!block.shown && <Pill>Not shown</Pill>}
                </span>
                {block.words && <span className={styles.words}>{block.words}</span>}
                {block.why !== EVERYBODY && <span className={styles.reason}>{block.why}</span>}
              </UnstyledButton>
            </li>
          ))}
        </ol>
      </section>
      {preview.products.map(({ block, suggestions }) => (
        <section key={block}>
          <h2>Products, and why</h2>
          <ul>
            {suggestions.chosen.map((s) => (
              <Product key={s.product} suggestion={s} />
            ))}
            {suggestions.chosen.length === 0 && <li>There is nothing left to suggest.</li>}
          </ul>
          {suggestions.left_out.length > 0 && (
            <details>
              <summary>Passed over ({suggestions.left_out.length})</summary>
              <ul>
                {suggestions.left_out.map((s) => (
                  <Product key={s.product} suggestion={s} />
                ))}
              </ul>
            </details>
          )}
        </section>
      ))}
      <p className={styles.quiet}>{size(preview.size)} of HTML; Gmail cuts off at 102 KB.</p>
    </div>
  );
}

function Product({ suggestion }: { suggestion: Suggestion }) {
  return (
    <li>
      <span className={styles.blockLine}>
        <b>{suggestion.title}</b>
        {suggestion.price && <Money value={suggestion.price} />}
      </span>
      <span className={styles.quiet}>{suggestion.why}</span>
    </li>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

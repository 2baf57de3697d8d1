/** What is chosen for each reader, drawn as it will stand; only its own words (a button, words beside it) are edited. */
import { IconPackage } from '@tabler/icons-react';
import type { BlockContent } from '../../../api';
import { LetterButton } from './LetterButton';
import { ruleWords } from './ruleWords';
import { Editable } from './text/Editable';
import styles from './letter.module.css';

type Props = { content: BlockContent; onChange: (content: BlockContent, key?: string) => void };

export function Chosen({ content, onChange }: Props) {
  switch (content.kind) {
    case 'products':
      return (
        <>
          <div className={styles.tiles} data-layout={content.layout ?? 'grid'}>
            {Array.from({ length: content.count }, (_, i) => (
              <div key={i} className={styles.tile}>
                <IconPackage size={18} stroke={1.4} aria-hidden="true" />
              </div>
            ))}
          </div>
          <p className={styles.drawn}>{ruleWords(content.rule)}</p>
          {content.button != null && (
            <LetterButton
              small
              value={content.button}
              onChange={(button) => {
                onChange({ ...content, button }, 'button');
              }}
            />
          )}
        </>
      );
    case 'product':
      return (
        <div className={styles.beside}>
          <div className={styles.tile}>
            <IconPackage size={26} stroke={1.4} aria-hidden="true" />
          </div>
          <div>
            <p className={styles.drawn}>
              {content.pick.by === 'rule'
                ? ruleWords(content.pick.rule)
                : 'One product for everybody'}
            </p>
            <Editable
              mode="line"
              label="Words beside the product"
              placeholder="Words beside it"
              value={content.text ?? ''}
              onChange={(text) => {
                onChange({ ...content, text }, 'text');
              }}
            />
            {content.button != null && (
              <LetterButton
                value={content.button}
                onChange={(button) => {
                  onChange({ ...content, button }, 'button');
                }}
              />
            )}
          </div>
        </div>
      );
    case 'cart':
    case 'last_order':
      return (
        <>
          <p className={styles.drawn}>
            {content.kind === 'cart'
              ? 'What they left in the cart. Left out for whoever has none.'
              : 'What their last order held. Left out for whoever has none.'}
          </p>
          {content.button != null && (
            <LetterButton
              value={content.button}
              onChange={(button) => {
                onChange({ ...content, button }, 'button');
              }}
            />
          )}
        </>
      );
    case 'review':
      return (
        <p className={styles.drawn}>
          “Words of a customer”, at least {content.least_stars ?? 4} stars
        </p>
      );
    default:
      return null;
  }
}

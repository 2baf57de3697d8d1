/** A block as it looks in the letter, its words edited where they stand. What is chosen for each reader is only drawn. */
import { memo } from 'react';
import type { BlockContent } from '../../../api';
import { useDeskNow } from '../desk/desk';
import { useBrand } from '../queries';
import { SavedView } from '../saved/SavedView';
import { cellKey } from './blocks';
import { BlockList } from './BlockList';
import { Chosen } from './Chosen';
import { LetterButton } from './LetterButton';
import { OfferView } from './OfferView';
import { PictureView } from './PictureView';
import { Editable } from './text/Editable';
import styles from './letter.module.css';

export type BlockViewProps = {
  /** The block's or variant's id. */
  owner: string;
  content: BlockContent;
  onChange: (content: BlockContent, key?: string) => void;
  onSlash?: () => void;
};

export const BlockView = memo(function BlockView({
  owner,
  content,
  onChange,
  onSlash,
}: BlockViewProps) {
  const now = useDeskNow();
  const brand = useBrand();
  const slash = onSlash ? { onSlash } : {};
  switch (content.kind) {
    case 'heading':
      return (
        <div className={styles.heading} style={{ textAlign: content.align ?? 'left' }}>
          <Editable
            mode="line"
            label="Heading"
            placeholder="A heading"
            value={content.text}
            onChange={(text) => {
              onChange({ ...content, text }, 'text');
            }}
            {...slash}
          />
        </div>
      );
    case 'text':
      return (
        <div style={{ textAlign: content.align ?? 'left' }}>
          <Editable
            mode="rich"
            label="Text"
            placeholder="Write here, or press / to add a block"
            value={content.html}
            onChange={(html) => {
              onChange({ ...content, html }, 'text');
            }}
            {...slash}
          />
        </div>
      );
    case 'button':
      return (
        <div style={{ textAlign: content.align ?? 'left' }}>
          <LetterButton
            value={content.label}
            onChange={(label) => {
              onChange({ ...content, label }, 'label');
            }}
          />
        </div>
      );
    case 'image':
      return <PictureView content={content} />;
    case 'offer':
      return <OfferView content={content} onChange={onChange} />;
    case 'divider':
      return <hr className={styles.rule} />;
    case 'spacer':
      return (
        <div className={styles.space} style={{ height: Math.max(12, content.height) }}>
          {content.height} pixels of room
        </div>
      );
    case 'social': {
      const links = brand.data?.links ?? [];
      return (
        <p className={styles.drawn} style={{ textAlign: content.align ?? 'left' }}>
          {links.length === 0
            ? 'No links yet. Add them under “Look and address”.'
            : links.map((l) => l.network).join('  ·  ')}
        </p>
      );
    }
    case 'columns':
      return (
        <div
          className={styles.columns}
          data-split={content.split ?? 'even'}
          style={{ '--cells': content.cells.length } as React.CSSProperties}
        >
          {content.cells.map((cell, i) => (
            <BlockList
              key={i}
              list={cellKey(owner, i)}
              blocks={cell}
              label={`Column ${String(i + 1)}`}
            />
          ))}
        </div>
      );
    case 'mjml':
      return (
        <button
          type="button"
          className={styles.source}
          onClick={() => {
            now().openTab('source');
          }}
        >
          <code>{content.source.trim().slice(0, 160) || 'Empty'}</code>
          <span>Edit the source</span>
        </button>
      );
    case 'saved':
      return <SavedView id={content.block} />;
    default:
      return <Chosen content={content} onChange={onChange} />;
  }
});

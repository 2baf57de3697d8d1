/**
 * One block of the letter: as it looks, with its handle at the left, who it is for over it, and its settings under it
 * while it is selected. Of its variants the selected one is shown, else the default.
 */
import { memo, useCallback, useState, type KeyboardEvent } from 'react';
import { useShop, type BlockContent, type EmailBlock } from '../../../api';
import { Grip } from '../../../parts/dragging/Grip';
import { VariantTabs } from '../audience/VariantTabs';
import { BlockFields } from '../blocks/BlockFields';
import { Mistakes } from '../checks/Mistakes';
import { useDeskNow, useSelected } from '../desk/desk';
import { KIND_NAMES, summary } from '../draft';
import { AddMenu } from './AddMenu';
import { BlockBar } from './BlockBar';
import { BlockView } from './BlockView';
import { copyBlock } from './clipboard';
import { useLetter } from './useLetter';
import { WAYS } from './ways';
import styles from './letter.module.css';

export type BlockProps = { block: EmailBlock; list: string; index: number };

/** Drawn anew when it changes, and when another one is selected; not with every letter typed elsewhere. */
export const Block = memo(function Block({ block, list, index }: BlockProps) {
  const selected = useSelected();
  const now = useDeskNow();
  const letter = useLetter();
  const shop = useShop().data?.file ?? '';
  const [adding, setAdding] = useState(false);
  const variant = block.variants?.find((v) => v.id === selected);
  const owner = variant?.id ?? block.id;
  const content = variant?.content ?? block.content;
  const open = selected === owner;
  const name = KIND_NAMES[content.kind];
  const words = summary(content).slice(0, 60);
  const setContent = useCallback(
    (next: BlockContent, key?: string) => {
      letter.setContent(owner, next, key);
    },
    [letter, owner],
  );
  const onSlash = useCallback(() => {
    setAdding(true);
  }, []);
  const choose = () => {
    if (!open) now().select(owner);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const inText = (event.target as Element).closest('[contenteditable="true"], input, textarea');
    const way = WAYS[event.key];
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey && !ctrl && way) letter.move(block.id, way);
    else if (event.altKey && !ctrl && event.key === 'Backspace') letter.remove(block);
    else if (inText) return;
    else if (ctrl && event.key === 'd') letter.duplicate(block);
    else if (ctrl && event.key === 'c' && window.getSelection()?.isCollapsed !== false) {
      copyBlock(shop, block);
      now().say(`The ${name.toLowerCase()} is copied.`);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li
      className={styles.block}
      data-block={block.id}
      data-node={block.id}
      data-open={open || undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        event.stopPropagation();
        choose();
      }}
      onClick={(event) => {
        event.stopPropagation();
        choose();
      }}
    >
      <div className={styles.handle}>
        <Grip
          id={block.id}
          what={block.id}
          label={`Move ${name}`}
          words={() => (words === '' ? name : `${name}: ${words}`)}
        />
      </div>
      <BlockBar block={block} name={name} open={open} />
      {(block.variants ?? []).length > 0 && <VariantTabs block={block} owner={owner} />}
      <div data-kind={content.kind}>
        <BlockView owner={owner} content={content} onChange={setContent} onSlash={onSlash} />
      </div>
      <Mistakes block={block.id} />
      {adding && (
        <AddMenu
          opened
          spot={{ list, index: index + 1 }}
          onClose={() => {
            setAdding(false);
          }}
        >
          <span />
        </AddMenu>
      )}
      {open && <BlockFields content={content} onChange={setContent} />}
    </li>
  );
});

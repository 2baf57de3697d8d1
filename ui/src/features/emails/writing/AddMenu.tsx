/** "Add a block": what there is, with a sentence each, found by typing; what was copied and what is shared, too. */
import { Button, Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useShop } from '../../../api';
import { Chooser, type Choice } from '../../segments/tokens/Chooser';
import tokens from '../../segments/tokens/tokens.module.css';
import { KIND_NAMES, summary, type Kind } from '../draft';
import { useDesk } from '../desk/desk';
import { OFFERS } from '../kinds';
import { useSavedBlocks } from '../saved/queries';
import { ROOT, type Spot } from './blocks';
import { useCopied } from './clipboard';
import { adopted } from './copies';
import { fitsColumn } from './moves';
import { useLetter } from './useLetter';

export type AddMenuProps = {
  /** Where it goes; behind what is selected, when not given. */
  spot?: Spot;
  /** Opened from outside: by "/" in an empty text. */
  opened?: boolean;
  onClose?: () => void;
  children?: ReactNode;
};

export function AddMenu({ spot, opened, onClose, children }: AddMenuProps) {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    onClose?.();
  };
  const shown = opened ?? open;
  return (
    <Popover
      opened={shown}
      onChange={close}
      position="bottom-start"
      width={360}
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        {children ?? (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={15} stroke={1.8} />}
            onClick={() => {
              setOpen(!open);
            }}
          >
            {spot && spot.list !== ROOT ? 'Add' : 'Add a block'}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown className={tokens.dropdown} aria-label="Blocks to add">
        {shown && <Offers spot={spot ?? null} onDone={close} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Offers({ spot, onDone }: { spot: Spot | null; onDone: () => void }) {
  const { email } = useDesk();
  const letter = useLetter();
  const copied = useCopied(useShop().data?.file ?? '');
  const saved = useSavedBlocks();
  const inColumn = spot !== null && spot.list !== ROOT;
  const fits = (kind: Kind) => !inColumn || !['columns', 'products', 'mjml'].includes(kind);
  const choices: Choice[] = [];
  if (copied && (!inColumn || fitsColumn(copied))) {
    const hint = summary(copied.content).slice(0, 60);
    choices.push({
      value: 'paste',
      label: `Paste the ${KIND_NAMES[copied.content.kind].toLowerCase()}`,
      ...{ hint, group: 'Copied' },
    });
  }
  for (const { kind, label, about, group } of OFFERS) {
    if (fits(kind)) choices.push({ value: kind, label, hint: about, group });
  }
  for (const { id, name, block } of saved.data ?? []) {
    if (!block) continue;
    const hint = `Shared ${KIND_NAMES[block.content.kind].toLowerCase()}`;
    choices.push({ value: `saved ${String(id)}`, label: name, hint, group: 'Shared blocks' });
  }
  return (
    <Chooser
      label="Search the blocks"
      choices={choices}
      onChoose={(value) => {
        onDone();
        if (value === 'paste' && copied) letter.put(adopted(email, copied), spot, 'paste a block');
        else if (value.startsWith('saved ')) letter.addSaved(Number(value.slice(6)), spot);
        else letter.add(value as Kind, spot);
      }}
    />
  );
}

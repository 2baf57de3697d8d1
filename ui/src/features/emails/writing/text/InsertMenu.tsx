/** A value that differs for each reader, found by its meaning; what nobody may have entered asks what stands there instead. */
import { ActionIcon, Button, Group, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Chooser } from '../../../segments/tokens/Chooser';
import tokens from '../../../segments/tokens/tokens.module.css';
import { useVariables } from '../../queries';
import { codeOf, labelOf } from './liquid';

const FILTERS: Record<string, string[]> = {
  'person.spent': ['money'],
  'person.paid': ['money'],
  'last_order.date': ['date'],
  today: ['date'],
};
const USUAL: Record<string, string> = {
  'person.first_name': 'there',
  'person.last_name': 'friend',
  'person.city': 'your town',
};
/** What every reader has. */
const ALWAYS = /^(?:shop|today|person\.(?:email|orders|spent|paid))/;
/** These need a loop, or stand only in their block. */
const INSIDE = /^(?:products?|cart|offer|item)\b/;

export type InsertMenuProps = { onInsert: (code: string) => void; onOpen?: () => void };

export function InsertMenu({ onInsert, onOpen }: InsertMenuProps) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    setName(null);
  };
  const insert = (chosen: string, fallback: string | null) => {
    close();
    onInsert(codeOf({ name: chosen, filters: FILTERS[chosen] ?? [], fallback }));
  };
  return (
    <Popover opened={open} onChange={close} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Tooltip label="Insert something about the reader">
          <ActionIcon
            size="sm"
            aria-label="Insert something about the reader"
            aria-expanded={open}
            onMouseDown={(event) => {
              event.preventDefault();
            }}
            onClick={() => {
              onOpen?.();
              setOpen((o) => !o);
            }}
          >
            <IconUserPlus size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={tokens.dropdown} aria-label="About the reader">
        {name === null ? (
          <Values
            onChoose={(chosen) => {
              if (ALWAYS.test(chosen)) insert(chosen, null);
              else setName(chosen);
            }}
          />
        ) : (
          <Fallback name={name} onInsert={insert} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Values({ onChoose }: { onChoose: (name: string) => void }) {
  const variables = useVariables();
  const simple = (variables.data ?? []).filter(({ name }) => !INSIDE.test(name));
  return (
    <Chooser
      label="Search what is known of a reader"
      choices={simple.map(({ name, meaning }) => ({
        value: name,
        label: labelOf(name),
        hint: meaning.split(';')[0] ?? '',
      }))}
      onChoose={onChoose}
    />
  );
}

type FallbackProps = { name: string; onInsert: (name: string, fallback: string | null) => void };

function Fallback({ name, onInsert }: FallbackProps) {
  const [words, setWords] = useState(USUAL[name] ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The list before it had the focus and is gone.
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onInsert(name, words.trim() || null);
      }}
    >
      <TextInput
        size="xs"
        label="What if nobody entered it?"
        description={`These words stand there instead of ${labelOf(name).toLowerCase()}`}
        placeholder="Nothing"
        value={words}
        ref={field}
        onChange={(e) => {
          setWords(e.currentTarget.value);
        }}
      />
      <Group justify="flex-end" mt="xs">
        <Button size="compact-xs" type="submit">
          Insert
        </Button>
      </Group>
    </form>
  );
}

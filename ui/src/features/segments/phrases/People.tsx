/** People chosen by hand: found by name or address, or pasted as a list of addresses; each can be taken out again. */
import { Button, MultiSelect, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type ChosenPerson, type HandPicked } from '../../../api';
import { plural } from '../../../format';
import { showFailure } from '../../../parts';
import { Token } from '../tokens/Token';
import type { PhraseProps } from './types';

const SHOWN = 50;

const labelOf = (p: { id: number; name: string | null; email: string | null }) =>
  [p.name, p.email].filter(Boolean).join(' · ') || `Person ${String(p.id)}`;

export function PeoplePhrase({ value, onChange }: PhraseProps<HandPicked>) {
  const chosen = useQuery({
    queryKey: ['segments', 'chosen', value.ids],
    queryFn: () => call(commands.peopleChosen(value.ids)),
    placeholderData: keepPreviousData,
  });
  const [first] = chosen.data ?? [];
  const n = value.ids.length;
  const one = first?.name ?? first?.email;
  const text = n === 0 ? 'choose people' : n === 1 && one ? one : plural(n, 'person', 'people');
  return (
    <>
      Chosen by hand:{' '}
      <Token label="People" text={text} empty={n === 0} width={380}>
        {() => <Chooser value={value} chosen={chosen.data ?? []} onChange={onChange} />}
      </Token>
    </>
  );
}

type ChooserProps = PhraseProps<HandPicked> & { chosen: ChosenPerson[] };

function Chooser({ value, chosen, onChange }: ChooserProps) {
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search, 150);
  const found = useQuery({
    queryKey: ['segments', 'people', text],
    queryFn: () => call(commands.peopleList({ text, sort: 'name', descending: false }, 0, 20)),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  // Thousands can be pasted; only the first are shown one by one.
  const shown = value.ids.slice(0, SHOWN);
  const labels = new Map(chosen.map((p) => [p.id, labelOf(p)]));
  for (const { person } of text.trim() === '' ? [] : (found.data?.rows ?? []))
    labels.set(person.id, labelOf(person));
  for (const id of shown) if (!labels.has(id)) labels.set(id, `Person ${String(id)}`);
  const hidden = new Set(value.ids.slice(SHOWN));
  const data = [...labels]
    .filter(([id]) => !hidden.has(id))
    .map(([id, label]) => ({ value: String(id), label }));
  return (
    <>
      <MultiSelect
        label="People"
        placeholder="Search a name or an address"
        data={data}
        value={shown.map(String)}
        onChange={(ids) => {
          onChange({ ids: [...ids.map(Number), ...hidden] });
        }}
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options }) => (search.trim() === '' ? [] : options)}
        hidePickedOptions
        maxDropdownHeight={200}
        nothingFoundMessage={search.trim() === '' ? 'Type a part of a name' : 'Nobody of that name'}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
      />
      {hidden.size > 0 && <p>and {plural(hidden.size, 'person', 'people')} more</p>}
      <Paste
        onFound={(ids) => {
          onChange({ ids: [...new Set([...value.ids, ...ids])] });
        }}
      />
    </>
  );
}

function Paste({ onFound }: { onFound: (ids: number[]) => void }) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const add = async () => {
    const { people, unknown } = await call(commands.peopleOfAddresses(text));
    if (people.length > 0) onFound(people);
    const missing =
      unknown.length === 0 ? '' : ` Not in this shop: ${unknown.slice(0, 5).join(', ')}`;
    const more = unknown.length > 5 ? ` and ${String(unknown.length - 5)} more` : '';
    setSaid(`${plural(people.length, 'person', 'people')} found.${missing}${more}`);
    setText('');
  };
  return (
    <div style={{ marginTop: 12 }}>
      <Textarea
        label="Or paste a list of addresses"
        value={text}
        rows={2}
        onChange={(e) => {
          setText(e.currentTarget.value);
        }}
      />
      <p role="status">{said}</p>
      <Button
        variant="default"
        size="compact-sm"
        disabled={text.trim() === ''}
        onClick={() => {
          add().catch(showFailure);
        }}
      >
        Add these people
      </Button>
    </div>
  );
}

/** The tab Source: the whole email as MJML and Liquid to be read, and each block of source to be written. */
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { call, commands, type BlockContent, type Email } from '../../../api';
import { plural } from '../../../format';
import { ErrorNote, Loading } from '../../../parts';
import { useLints } from '../checks/useChecks';
import { useDesk } from '../desk/desk';
import { mapLists } from '../writing/blocks';
import { useLetter } from '../writing/useLetter';

import { CodeEditor } from './CodeEditor';
import { saidOf } from './mistakes';
import styles from './source.module.css';

const WHOLE = '';

type Written = { owner: string; content: BlockContent & { kind: 'mjml' } };

function sourcesIn(email: Email): Written[] {
  const out: Written[] = [];
  mapLists(email.blocks, (list) => {
    for (const { id, content, variants = [] } of list) {
      for (const { id: owner, content: c } of [{ id, content }, ...variants]) {
        if (c.kind === 'mjml') out.push({ owner, content: c });
      }
    }
    return list;
  });
  return out;
}

export default function Source() {
  const { email, person, selected, select } = useDesk();
  const letter = useLetter();
  const [settled] = useDebouncedValue(email, 250);
  const source = useQuery({
    queryKey: ['email-source', settled],
    queryFn: () => call(commands.emailSource(settled)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const written = useMemo(() => sourcesIn(email), [email]);
  const [whole, setWhole] = useState(false);
  const here = whole ? undefined : (written.find((w) => w.owner === selected) ?? written[0]);
  const problems = source.data?.problems;
  const lints = useLints(settled, person).data;
  const mistakes = useMemo(
    () =>
      (problems ?? [])
        .filter((p) => !here || p.block === here.owner || p.field === `${here.owner}.source`)
        .map((p) => ({
          line: here ? p.line : p.mjml_line,
          column: here ? p.column : null,
          sentence: p.sentence,
        })),
    [problems, here],
  );
  const marks = useMemo(
    () => [...mistakes, ...(here ? saidOf(lints ?? [], `${here.owner}.source`) : [])],
    [mistakes, lints, here],
  );
  return (
    <div className={styles.source}>
      <Select
        size="xs"
        aria-label="What is shown"
        allowDeselect={false}
        data={[
          { value: WHOLE, label: 'The whole email, to be read' },
          ...written.map((w, i) => ({ value: w.owner, label: `Source block ${String(i + 1)}` })),
        ]}
        value={here?.owner ?? WHOLE}
        onChange={(value) => {
          setWhole(value === WHOLE);
          if (value) select(value);
        }}
      />
      <ErrorNote error={source.error} onRetry={() => void source.refetch()} />
      {mistakes.length > 0 && (
        <p className={styles.wrong} role="status">
          {plural(mistakes.length, 'mistake')}: {mistakes[0]?.sentence}
        </p>
      )}
      {here ? (
        <CodeEditor
          key={here.owner}
          label="Source of the block"
          value={here.content.source}
          mistakes={marks}
          onChange={(text) => {
            letter.setContent(here.owner, { ...here.content, source: text }, 'source');
          }}
        />
      ) : source.data ? (
        <CodeEditor label="Source of the email" value={source.data.mjml} mistakes={mistakes} />
      ) : (
        source.isLoading && <Loading label="Writing the source" />
      )}
      <p className={styles.hint}>
        {written.length === 0
          ? 'To write source yourself, add a block “Source”, or turn the whole email into source (in the menu at the top).'
          : 'MJML and Liquid. Mistakes are marked at their lines; the email cannot be saved with them.'}
      </p>
    </div>
  );
}

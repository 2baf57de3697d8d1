/**
 * Whom, where, and what goes along. Its one button makes the dry run, which reads in Mailchimp and changes
 * nothing; sending is only offered there. `?segment=7` arrives with the segment already chosen.
 */
import { Button, Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { call, commands, type FieldSource, type PreviewRequest } from '../../api';
import { people } from '../../format';
import { ErrorNote, Loading, Page, PageHeader, Section } from '../../parts';
import { Connect } from './Connect';
import { useConnection, useFieldChoices, useLists, useSegments } from './queries';
import styles from './audiences.module.css';

const EVERYBODY = 'everybody';
const USUAL: FieldSource[] = ['first_name', 'last_name'];

export function ChoosePage() {
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const connection = useConnection();
  const lists = useLists(connection.data?.account.id);
  const segments = useSegments();
  const choices = useFieldChoices();
  const [segment, setSegment] = useState<string | null>(search.get('segment'));
  const [picked, setPicked] = useState<string | null>(null);
  const [tag, setTag] = useState('');
  const [fields, setFields] = useState<FieldSource[]>(USUAL);
  const [language, setLanguage] = useState(false);

  const only = lists.data?.length === 1 ? lists.data[0] : undefined;
  const audience = lists.data?.find(({ id }) => id === picked) ?? only;
  const preview = useMutation({
    mutationFn: (request: PreviewRequest) => call(commands.audiencePreview(request)),
    onSuccess: ({ id }) => {
      go(`/audiences/${String(id)}`);
    },
  });
  const look = () => {
    if (!segment || !audience) return;
    preview.mutate({
      segment: segment === EVERYBODY ? null : { by: 'saved', id: Number(segment) },
      audience: audience.id,
      tags: tag
        .split(',')
        .map((t) => t.trim())
        .filter((t) => t !== ''),
      language,
      fields: (choices.data ?? [])
        .filter(({ source }) => fields.includes(source))
        .map(({ source, tag: mergeTag }) => ({ source, tag: mergeTag })),
    });
  };

  const header = (
    <PageHeader
      title="New export"
      subtitle="Choose whom and what. Next you see what would change; nothing is sent yet."
      back={{ href: '/audiences', label: 'Audiences' }}
    />
  );
  if (connection.isPending)
    return (
      <Page>
        {header}
        {<Loading />}
      </Page>
    );
  if (!connection.data) {
    return (
      <Page>
        {header}
        <ErrorNote error={connection.error} />
        <Section title="Connect Mailchimp first">
          <Connect />
        </Section>
      </Page>
    );
  }
  return (
    <Page>
      {header}
      <ErrorNote
        error={lists.error}
        title="The audiences could not be read"
        onRetry={() => void lists.refetch()}
      />
      <ErrorNote error={segments.error} />
      <Stack gap="lg" className={styles.form}>
        <Select
          label="Whom"
          placeholder="Choose a segment"
          searchable
          data={[
            ...(segments.data ?? []).map(({ id, name, count: n }) => ({
              value: String(id),
              label: n == null ? name : `${name} · ${people(n)}`,
            })),
            { value: EVERYBODY, label: 'Everybody who agreed' },
          ]}
          value={segment}
          onChange={setSegment}
        />
        <Select
          label="Which audience in Mailchimp"
          placeholder={lists.isPending ? 'Asking Mailchimp…' : 'Choose an audience'}
          data={(lists.data ?? []).map(({ id, name, members }) => ({
            value: id,
            label: `${name} · ${people(members)} there`,
          }))}
          value={audience?.id ?? null}
          onChange={setPicked}
          description={
            audience?.double_opt_in
              ? 'This audience asks new people to confirm: Mailchimp will send each of them a mail.'
              : undefined
          }
        />
        <TextInput
          label="Tags"
          description="So that you find them again in Mailchimp; several with a comma between. Made there if they do not exist."
          placeholder="e.g. Lapsed regulars, November"
          value={tag}
          onChange={(event) => {
            setTag(event.currentTarget.value);
          }}
        />
        <Checkbox.Group
          label="What goes along besides the address"
          description="Each fills one merge field there. What is not known of somebody is never emptied."
          value={fields}
          onChange={(chosen) => {
            setFields(chosen as FieldSource[]);
          }}
        >
          <div className={styles.fields}>
            {choices.data?.map(({ source, label, tag: mergeTag }) => (
              <Checkbox
                key={source}
                value={source}
                label={
                  <>
                    {label} <code className={styles.code}>{mergeTag}</code>
                  </>
                }
              />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox
          label="Their language, where it is known"
          checked={language}
          onChange={(event) => {
            setLanguage(event.currentTarget.checked);
          }}
        />
        <ErrorNote error={preview.error} title="The dry run did not come to an end" />
        <div>
          <Button disabled={!segment || !audience} loading={preview.isPending} onClick={look}>
            See what would change
          </Button>
        </div>
      </Stack>
    </Page>
  );
}

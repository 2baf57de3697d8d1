/**
 * Which picture stands here: chosen from a file or from those kept already, dropped on the window, or an address on the
 * web. What it shows is asked for at once; that it is only decoration is a choice of its own, never a silence.
 */
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call, commands, pickFile, useDroppedFile } from '../../../api';
import { ErrorNote } from '../../../parts';
import { keptNumber, kilobytes, KINDS } from './queries';
import { PictureShelf } from './PictureShelf';
import { Thumbnail } from './Thumbnail';
import styles from './pictures.module.css';

export type PictureValue = {
  /** https, or `picture:` and a number. */
  src: string;
  /** Empty: it is only decoration. */
  alt: string;
};

type Props = { value: PictureValue; onChange: (value: PictureValue) => void };

export function PictureField({ value, onChange }: Props) {
  const client = useQueryClient();
  const label = useId();
  const [shelf, setShelf] = useState(false);
  const [decoration, setDecoration] = useState(value.src !== '' && value.alt === '');
  const number = keptNumber(value.src);
  const add = useMutation({
    mutationFn: (file: string) => call(commands.pictureAdd(file)),
    onSuccess: async (added) => {
      onChange({ ...value, src: added.picture.address });
      await client.invalidateQueries({ queryKey: ['pictures'] });
    },
  });
  const hovering = useDroppedFile((file) => {
    add.mutate(file);
  });
  const choose = async () => {
    const file = await pickFile({ title: 'Choose a picture', kinds: KINDS });
    if (file !== null) add.mutate(file);
  };
  const added = add.data && keptNumber(add.data.picture.address) === number ? add.data : null;
  const says = value.src !== '' && value.alt.trim() === '' && !decoration;
  return (
    <div
      role="group"
      aria-labelledby={label}
      className={styles.field}
      data-hovering={hovering || undefined}
    >
      <span id={label} className={styles.label}>
        Picture
      </span>
      {number !== null && <Thumbnail id={number} alt={value.alt} />}
      <Group gap="xs">
        <Button variant="default" size="xs" loading={add.isPending} onClick={() => void choose()}>
          From a file…
        </Button>
        <Button
          variant="default"
          size="xs"
          aria-expanded={shelf}
          onClick={() => {
            setShelf(!shelf);
          }}
        >
          From yours
        </Button>
        <span className={styles.soft}>or drop it on the window</span>
      </Group>
      <div aria-live="polite">
        {added && (
          <p className={styles.soft}>
            {added.already_there ? 'You had it already: ' : 'Added: '}
            {added.picture.width} × {added.picture.height} pixels, {kilobytes(added.picture.size)}
            {added.before > added.picture.size && ` instead of ${kilobytes(added.before)}`}. Place
            and time of the photo were taken out.
          </p>
        )}
        <ErrorNote error={add.error} title="The picture was not added" />
      </div>
      {shelf && (
        <PictureShelf
          chosen={number}
          onChoose={(address) => {
            onChange({ ...value, src: address });
            setShelf(false);
          }}
        />
      )}
      <TextInput
        label="Or its address on the web"
        placeholder="https://"
        value={number === null ? value.src : ''}
        onChange={(e) => {
          onChange({ ...value, src: e.currentTarget.value.trim() });
        }}
      />
      <TextInput
        label="What it shows"
        description="Read out, and shown where pictures are off"
        disabled={decoration}
        error={says ? 'Say what it shows, or that it is only decoration' : undefined}
        value={value.alt}
        onChange={(e) => {
          onChange({ ...value, alt: e.currentTarget.value });
        }}
      />
      <Checkbox
        label="It is only decoration"
        checked={decoration}
        onChange={(e) => {
          setDecoration(e.currentTarget.checked);
          if (e.currentTarget.checked) onChange({ ...value, alt: '' });
        }}
      />
    </div>
  );
}

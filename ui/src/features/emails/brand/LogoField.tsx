/** The shop's logo, a picture from a file or one of those kept; without one, words stand at the head. */
import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, pickFile, useDroppedFile } from '../../../api';
import { ErrorNote } from '../../../parts';
import { PictureShelf } from '../pictures/PictureShelf';
import { keptNumber, KINDS } from '../pictures/queries';
import { Thumbnail } from '../pictures/Thumbnail';
import type { BrandPart } from './BrandDialog';
import styles from './brand.module.css';

export function LogoField({ draft, set }: BrandPart) {
  const client = useQueryClient();
  const [shelf, setShelf] = useState(false);
  const logo = draft.logo ?? null;
  const choose = (address: string) => {
    set({ logo: keptNumber(address) });
    setShelf(false);
  };
  const add = useMutation({
    mutationFn: (file: string) => call(commands.pictureAdd(file)),
    onSuccess: async (added) => {
      choose(added.picture.address);
      await client.invalidateQueries({ queryKey: ['pictures'] });
    },
  });
  useDroppedFile((file) => {
    add.mutate(file);
  });
  const open = async () => {
    const file = await pickFile({ title: 'Choose the logo', kinds: KINDS });
    if (file !== null) add.mutate(file);
  };
  return (
    <div role="group" aria-label="Logo" className={styles.logoField}>
      {logo !== null && <Thumbnail id={logo} alt="The logo" />}
      <Group gap="xs">
        <Button variant="default" size="xs" loading={add.isPending} onClick={() => void open()}>
          {logo === null ? 'Logo from a file…' : 'Another file…'}
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
        {logo !== null && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => {
              set({ logo: null });
            }}
          >
            No logo
          </Button>
        )}
      </Group>
      <ErrorNote error={add.error} title="The logo was not added" />
      {shelf && <PictureShelf chosen={logo} onChoose={choose} />}
    </div>
  );
}

/** What stands at the head of every email, and where it leads. */
import { TextInput } from '@mantine/core';
import type { BrandPart } from './BrandDialog';
import { LogoField } from './LogoField';
import styles from './brand.module.css';

export const HeadFields = ({ draft, set }: BrandPart) => (
  <section className={styles.part}>
    <h3>At the head</h3>
    <LogoField draft={draft} set={set} />
    <TextInput
      size="xs"
      label={draft.logo == null ? 'Words at the head' : 'What the logo says'}
      description={
        draft.logo == null
          ? 'The shop’s name, when left empty'
          : 'Where pictures are off; the shop’s name, when left empty'
      }
      data-autofocus
      value={draft.logo_text ?? ''}
      onChange={(e) => {
        set({ logo_text: e.currentTarget.value });
      }}
    />
    <TextInput
      size="xs"
      label="The shop on the web"
      placeholder="https://"
      value={draft.website ?? ''}
      onChange={(e) => {
        set({ website: e.currentTarget.value });
      }}
    />
  </section>
);

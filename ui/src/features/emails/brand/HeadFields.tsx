/** What stands at the head of every email, and where it leads. */
import { TextInput } from '@mantine/core';
import type { BrandPart } from './BrandDialog';
import styles from './brand.module.css';

export const HeadFields = ({ draft, set }: BrandPart) => (
  <section className={styles.part}>
    <h3>At the head</h3>
    <TextInput
      size="xs"
      label="Words at the head"
      description="The shop’s name, when left empty"
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

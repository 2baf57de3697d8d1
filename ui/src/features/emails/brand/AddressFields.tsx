/** The postal address, the language in which the shop writes, and how it speaks. */
import { Select, Textarea } from '@mantine/core';
import { languageChoices } from '../languages/words';
import type { BrandPart } from './BrandDialog';
import styles from './brand.module.css';

export const AddressFields = ({ draft, set }: BrandPart) => (
  <section className={styles.part}>
    <h3>Address and voice</h3>
    <Textarea
      size="xs"
      label="Postal address"
      description="Stands at the foot of every email; the law asks for it in most countries"
      autosize
      minRows={2}
      value={draft.postal_address ?? ''}
      onChange={(e) => {
        set({ postal_address: e.currentTarget.value });
      }}
    />
    <Select
      size="xs"
      label="The shop writes in"
      searchable
      allowDeselect={false}
      data={languageChoices([])}
      value={draft.language ?? 'en'}
      onChange={(language) => {
        if (language) set({ language });
      }}
    />
    <Textarea
      size="xs"
      label="How the shop speaks"
      description="A reminder for whoever writes; nobody else sees it"
      placeholder="Warm, short, never shouting"
      autosize
      value={draft.tone ?? ''}
      onChange={(e) => {
        set({ tone: e.currentTarget.value });
      }}
    />
  </section>
);

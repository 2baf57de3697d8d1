/** An audience by its name and its number; a deleted segment shows as such. */
import type { EmailAudience } from '../../../api';
import { count } from '../../../format';
import { useAudience } from './useAudience';
import styles from './audience.module.css';

export type AudienceLabelProps = { audience: EmailAudience; prefix?: string };

export function AudienceLabel({ audience, prefix = '' }: AudienceLabelProps) {
  const said = useAudience(audience);
  if (!said) return null;
  const wrong = said.gone || said.problem !== null;
  return (
    <span
      className={styles.label}
      data-wrong={wrong || undefined}
      title={said.problem ?? said.name}
    >
      {prefix}
      <bdi>{said.name}</bdi>
      {said.count !== null && <span className={styles.count}> {count(said.count)}</span>}
    </span>
  );
}

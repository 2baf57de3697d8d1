/** Where to get a key with the least rights, in three steps. It opens nothing; it only says where. */
import styles from './woocommerce.module.css';

export function KeySteps({ address }: { address: string }) {
  const host = address.trim().replace(/\/+$/, '') || 'shop.example';
  return (
    <aside className={styles.steps} aria-label="Where to get a key">
      <h2>Where to get a key</h2>
      <ol>
        <li>
          In your shop’s administration, open <b>WooCommerce → Settings → Advanced → REST API</b>{' '}
          and choose <b>Add key</b>.
          <span className={styles.where}>{host.replace(/^https?:\/\//, '')}/wp-admin</span>
        </li>
        <li>
          Describe it as “Regulars”, pick yourself as the user, and set the permissions to{' '}
          <b>Read</b>. Nothing more is needed.
        </li>
        <li>
          Choose <b>Generate API key</b> and copy both lines here. The secret is shown only this
          once.
        </li>
      </ol>
    </aside>
  );
}

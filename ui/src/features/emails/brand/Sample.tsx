/** A letter in a few words, as the settings make it look. */
import { useShop, type Brand } from '../../../api';
import { useThumbnail } from '../pictures/queries';
import { letterStyle } from './look';
import { networkName } from './networks';
import styles from './brand.module.css';

export function Sample({ brand }: { brand: Brand }) {
  const shop = useShop().data?.name ?? '';
  const logo = useThumbnail(brand.logo ?? null).data;
  const links = brand.links ?? [];
  return (
    <div className={styles.sample} style={letterStyle(brand)} aria-label="A sample" role="img">
      <div className={styles.letter}>
        <p className={styles.logo}>
          {logo ? <img src={logo} alt="" /> : brand.logo_text?.trim() ? brand.logo_text : shop}
        </p>
        <p className={styles.heading}>New candles are here</p>
        <p>
          Hello Ada, we poured the first lavender of the year. <u>See how they are made</u>.
        </p>
        <p>
          <span className={styles.button}>Have a look</span>
        </p>
      </div>
      <p className={styles.foot}>
        {links.length > 0 && <span>{links.map((l) => networkName(l.network)).join(' · ')}</span>}
        <span>Unsubscribe</span>
        <span>{brand.postal_address?.trim() ? brand.postal_address : 'No postal address yet'}</span>
      </p>
    </div>
  );
}

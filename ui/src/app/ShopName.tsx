/**
 * Whose shop this is, under the product's name, and whether it is the demo. Without a host it shows nothing.
 */
import { useShop } from '../api';
import { DemoBadge } from '../parts';
import styles from './Navigation.module.css';

export function ShopName() {
  const { data: shop } = useShop();
  if (!shop) return null;
  return (
    <div className={styles.shop}>
      <span className={styles.shopName} title={shop.file}>
        {shop.name}
      </span>
      {shop.demo && <DemoBadge />}
    </div>
  );
}

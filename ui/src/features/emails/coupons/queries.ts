/** Pools of codes, as the core tells of them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call, commands } from '../../../api';

/** Everything about codes lies under this key. */
export const COUPONS = ['coupons'];

export const useCouponPools = () =>
  useQuery({ queryKey: [...COUPONS, 'pools'], queryFn: () => call(commands.couponPools()) });

export const GIVEN_SHOWN = 500;

export const useCouponPage = (id: number) =>
  useQuery({
    queryKey: [...COUPONS, 'given', id],
    queryFn: () => call(commands.couponsGiven(id, 0, GIVEN_SHOWN)),
    placeholderData: keepPreviousData,
  });

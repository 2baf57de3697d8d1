export * from './dates';
export * from './money';
export * from './numbers';
export * from './settings';
export * from './words';

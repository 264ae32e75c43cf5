import pg from 'pg';

const INT8 = 20;
const NUMERIC = 1700;

/** Whole numbers as JavaScript's, also the 64-bit ones, which the driver gives as text: the store's own stay far below 2⁵³. */
export const numbersOnly: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
};

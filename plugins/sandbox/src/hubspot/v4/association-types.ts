import type { ObjectType } from '../object-types.js';

export interface AssociationType {
  category: 'HUBSPOT_DEFINED';
  typeId: number;
  label: string | null;
}

/** HubSpot's own types of the association between two object types; none between objects of one type here. */
export function associationTypes(from: ObjectType, to: ObjectType): readonly AssociationType[] {
  return TYPES[`${from} ${to}`] ?? [];
}

const plain = (typeId: number): AssociationType => ({ category: 'HUBSPOT_DEFINED', typeId, label: null });
const labelled = (typeId: number, label: string): AssociationType => ({ category: 'HUBSPOT_DEFINED', typeId, label });

const TYPES: Readonly<Record<string, readonly AssociationType[]>> = {
  'contacts companies': [plain(279), labelled(1, 'Primary')],
  'companies contacts': [plain(280), labelled(2, 'Contact with Primary Company')],
  'contacts deals': [plain(4)],
  'deals contacts': [plain(3)],
  'companies deals': [plain(342), labelled(6, 'Deal with Primary Company')],
  'deals companies': [plain(341), labelled(5, 'Primary')],
};

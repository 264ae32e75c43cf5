import { z } from 'zod';

/** An object of any type: contact, company, deal. A property that was asked and has no value is null. */
export const crmObject = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullish()),
});
export type CrmObject = z.infer<typeof crmObject>;

const paging = z.object({ next: z.object({ after: z.string() }).nullish() }).nullish();

/** One failed element of a 207. `context` names the elements it is about. */
const elementError = z.object({
  category: z.string().nullish(),
  subCategory: z.string().nullish(),
  message: z.string().nullish(),
  context: z.record(z.string(), z.array(z.string())).nullish(),
});
export type ElementError = z.infer<typeof elementError>;

export const objectList = z.object({ results: z.array(crmObject), paging });
export const searchAnswer = z.object({ total: z.number(), results: z.array(crmObject), paging });
export const batchAnswer = z.object({ results: z.array(crmObject), errors: z.array(elementError).nullish() });

/** Ids are numbers in some answers and digits in others. */
const id = z.union([z.string(), z.number()]).transform(String);

export const associationAnswer = z.object({
  results: z.array(z.object({ from: z.object({ id }), to: z.array(z.object({ toObjectId: id })), paging })),
  errors: z.array(elementError).nullish(),
});

export const upsertAnswer = z.object({
  results: z.array(crmObject.extend({ new: z.boolean(), objectWriteTraceId: z.string().nullish() })),
  errors: z.array(elementError).nullish(),
});

/** Somebody to whom records belong. */
export const wireOwner = z.object({
  id,
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  updatedAt: z.string().nullish(),
});
export type Owner = z.infer<typeof wireOwner>;
export const ownerList = z.object({ results: z.array(wireOwner), paging });

const list = z.object({
  listId: id,
  name: z.string().nullish(),
  createdAt: z.string().nullish(),
  updatedAt: z.string().nullish(),
  additionalProperties: z.record(z.string(), z.string().nullish()).nullish(),
});
export type List = z.infer<typeof list>;
/** `offset`: where the next page starts. */
export const listSearch = z.object({ lists: z.array(list), hasMore: z.boolean(), offset: z.number().int() });

const subscription = z.object({ name: z.string().min(1), status: z.string(), legalBasis: z.string().nullish() });
export type Subscription = z.infer<typeof subscription>;
export const subscriptionStatuses = z.object({ subscriptionStatuses: z.array(subscription) });

/** The empty body of a 204. */
export const nothing = z.null();

/** Object types by the names they have in paths. */
export type ObjectType = 'contacts' | 'companies' | 'deals';

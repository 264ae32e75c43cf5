import type {
  CapabilityName,
  CapabilityTraits,
  InputOf,
  JobInput,
  JobName,
  JobOutput,
  OutputOf,
  OwnCapabilityName,
} from '@selvedge/schema';
import type { VendorFailure } from './failure.js';
import type { Quota } from './quota.js';
import type { VendorAnswer, VendorDownload, VendorFetch } from './vendor-fetch.js';

/** What a connector gets with every batch. */
export interface Call {
  /** Aborted when the batch's deadline has passed or the caller has gone. */
  readonly signal: AbortSignal;
  readonly fetch: VendorFetch;
  /** Absent where the host does not offer it; a connector must get along without. */
  readonly download?: VendorDownload;
  /** The connection's settings, e.g. an account id; names as declared by the connector. */
  readonly settings: Readonly<Record<string, string>>;
  /** Of a write: the same key means the same intention. */
  readonly idempotencyKey?: string;
  /** Name of the capability's field set that is enough; left out: the whole record is wanted. */
  readonly fieldSet?: string;
}

/** What an author implements: one value, null (not there) or Error per input, in input order. */
export type Batch<I, O> = (inputs: readonly I[], call: Call) => Promise<readonly (O | null | Error)[]>;

/** How one capability is served. */
export interface CapabilityImplementation<C extends CapabilityName> {
  /** Most inputs the vendor takes in one batch; larger ones are cut by the gateway. */
  maxBatch: number;
  run: Batch<InputOf<C>, OutputOf<C>>;
  /**
   * Most HTTP requests for one batch of so many inputs, further pages of a long answer aside; default: one. The
   * gateway reckons with it before it lets an operation run.
   */
  callsPerBatch?: (inputs: number) => number;
  /**
   * Named parts of the record that the vendor can be asked for alone: the canonical fields each fills, the smallest
   * part first. Fields outside of it are null or empty. `id` is in every one.
   */
  fieldSets?: Readonly<Record<string, readonly string[]>>;
  /** Budget of one batch in milliseconds, where the capability's default does not fit the vendor. */
  deadlineMs?: number;
  /** Time an answer counts as fresh in milliseconds, where the capability's default does not fit. */
  freshForMs?: number;
}

/** A capability that the connector adds itself: a read, whose inputs and outputs are what `graph` makes of them. */
export interface OwnCapability extends Omit<CapabilityImplementation<OwnCapabilityName>, 'run' | 'fieldSets'> {
  /** How records sit in one output; left out: `value`. Records of the other shapes are told their `source`. */
  shape?: CapabilityTraits['shape'];
  /** As `Batch`; a method, so that an author may name the types of inputs. */
  run(inputs: readonly unknown[], call: Call): Promise<readonly unknown[]>;
}

/** Where vendor work stands. Finished: one value, null or Error per input, in the order in which they were given. */
export type JobState<O> =
  | { state: 'running'; done?: number }
  | { state: 'finished'; outcomes: readonly (O | null | Error)[] };

/** How vendor work that outlives a call is begun and watched. */
export interface JobImplementation<J extends JobName> {
  /** Most inputs the vendor takes in one job. */
  maxBatch: number;
  /** Of reports: ranges of more days than this are asked for as a job, shorter ones at once; left out: all at once. */
  longerThanDays?: number;
  /** Begins the work and returns the vendor's reference of it, by which any process can ask again. */
  start(inputs: readonly JobInput<J>[], call: Call): Promise<string>;
  /** Asks once; `inputs` are those the job was started with. */
  poll(reference: string, inputs: readonly JobInput<J>[], call: Call): Promise<JobState<JobOutput<J>>>;
}

/** How a token or key is put on a request. The gateway does it; a connector never sees a credential. */
export type CredentialScheme =
  /** `Authorization: Bearer <secret>` */
  | { type: 'bearer' }
  /** `Authorization: Basic base64(username:<secret>)` */
  | { type: 'basic'; username: string }
  /** `<name>: <prefix><secret>` */
  | { type: 'header'; name: string; prefix?: string };

export interface SettingDeclaration {
  description: string;
  required: boolean;
}

/** A connector: pure mapping between canonical records and one vendor's wire. */
export interface Connector {
  /** Id under which configurations and records name it, e.g. `hubspot`; the same for all its versions. */
  id: string;
  /** Where the vendor's API is; a connection may override it. */
  baseUrl: string;
  credential: CredentialScheme;
  /** Settings that a connection must or may give. */
  settings?: Readonly<Record<string, SettingDeclaration>>;
  /** Hosts besides the API's on which the vendor keeps files that it names: exact, or `.example.com` for all below. */
  downloadHosts?: readonly string[];
  /** What the credential must be allowed at the vendor, in the vendor's own names, e.g. `crm.objects.contacts.read`. */
  scopes?: readonly string[];
  /** Canonical fields of people that it reads or writes, e.g. `Contact.emails`: admins see what a new version handles more. */
  personalData?: readonly string[];
  /**
   * By version, what means something else since then for the same record: canonical fields, e.g. `Contact.phones`, and
   * capabilities. Callers who use any of it stay on the version before while this one is rolled out.
   */
  changes?: Readonly<Record<string, readonly string[]>>;
  /** Most HTTP requests in flight per account, over all gateways, as documented by the vendor; default 10 a gateway. */
  concurrency?: number;
  /** How the vendor limits an account's requests; left out: it is asked as fast as `concurrency` allows. */
  quota?: Quota;
  /** Says what an answer means: null when it is a success. Called for every answer, 2xx included. */
  classify: (answer: VendorAnswer) => VendorFailure | null;
  /** By name; the connector's own are named `<id>/<name>`, e.g. `posts/user.byId`. */
  capabilities: {
    readonly [C in CapabilityName]?: C extends OwnCapabilityName ? OwnCapability : CapabilityImplementation<C>;
  };
  /**
   * SDL of what the connector adds to the graph: types named `<Id>…` in PascalCase, and fields named `<id>…` in camelCase
   * of Query and of the gateway's object types. `@capability` binds a field to the capability that answers it.
   */
  graph?: string;
  /** Vendor work that outlives a call. */
  jobs?: { readonly [J in JobName]?: JobImplementation<J> };
}

import { pathToFileURL } from 'node:url';
import type { CapabilityName, JobName } from '@selvedge/schema';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { defineConnector } from '../define-connector.js';
import { type Bench, benchOf } from './bench.js';
import { checkChanges } from './changes.js';
import type { ContractCheck } from './check.js';
import { checkClassify } from './classify-checks.js';
import { type ContractRecord, createContractRecord } from './contract-record.js';
import { failureChecks } from './failure-checks.js';
import { jobBenchOf } from './job-bench.js';
import { JOB_CHECKS } from './job-checks.js';
import { PAGE_CHECKS } from './page-checks.js';
import { checkPersonalData, watchPersonalData } from './personal-data.js';
import { READ_CHECKS } from './read-checks.js';
import type {
  ConnectorContract,
  JobSample,
  PageSample,
  ReadSample,
  RunningVendor,
  Samples,
  WriteSample,
} from './samples.js';
import { WRITE_CHECKS } from './write-checks.js';

/**
 * The contract suite that every connector runs, as vitest tests: for each capability alignment, order, duplicates,
 * missing inputs, full batches, paging, well-formed answers, idempotent writes, failure classes and aborts; for each
 * job that it ends as it should.
 */
export function describeConnector(contract: ConnectorContract): void {
  const { connector, seen } = watchPersonalData(contract.connector);
  const record = createContractRecord(contract.version);
  const one = (title: string, check: () => void): void => {
    record.registered();
    it(title, () => {
      check();
      record.passed();
    });
  };
  describe(`${connector.id}@${contract.version} keeps the connector contract`, () => {
    let vendor: RunningVendor;
    let samples: Samples;
    beforeAll(async () => {
      vendor = await contract.start();
      samples = typeof contract.samples === 'function' ? await contract.samples() : contract.samples;
    });
    afterAll(async () => {
      await vendor?.stop();
      const file = contract.record ?? recordFromEnvironment();
      if (file !== null) await record.write(file);
    });

    one('is well defined', () => void defineConnector(contract.connector));
    one('classifies failures', () => checkClassify(connector, contract.failures ?? []));

    for (const capability of readsFirst(Object.keys(connector.capabilities) as CapabilityName[])) {
      const subject = () => ({ bench: benchOf(connector, capability, vendor), sample: sampleOf(samples, capability) });
      describeOne(contract, capability, subject, record);
    }
    for (const job of Object.keys(connector.jobs ?? {}) as JobName[]) {
      const name = `job ${job}` as const;
      const subject = () => ({ bench: jobBenchOf(connector, job, vendor), sample: sampleOf(samples, name) });
      describeOne(contract, name, subject, record);
    }
    one('declares the personal data that it answers with, where it declares any', () =>
      checkPersonalData(connector, seen),
    );
    one('declares changes of what it has, where it declares any', () => checkChanges(connector, seen.all));
  });
}

/** Where whoever publishes the package wants the record; null for nowhere. */
function recordFromEnvironment(): URL | null {
  const { SELVEDGE_CONTRACT_RECORD: path } = process.env;
  return path === undefined ? null : pathToFileURL(path);
}

/** Writes go last, so that they do not change what the reads count. */
function readsFirst(capabilities: readonly CapabilityName[]): CapabilityName[] {
  const isWrite = (capability: CapabilityName) => capability.endsWith('.upsert');
  return [...capabilities].sort((one, other) => Number(isWrite(one)) - Number(isWrite(other)));
}

type Name = keyof Samples;
type Subject = () => { bench: Bench; sample: unknown };

function describeOne(contract: ConnectorContract, name: Name, subject: Subject, record: ContractRecord): void {
  const skip = contract.skip ?? {};
  const whole = skip[name];
  if (whole !== undefined) record.skipped(`${name} (${whole})`);
  describe(whole === undefined ? name : `${name} (skipped: ${whole})`, {
    skip: whole !== undefined,
  }, () => {
    const register = <S>(checks: readonly ContractCheck<S>[], sampleFor: (sample: unknown) => S) => {
      for (const check of checks) {
        const reason = skip[`${name}: ${check.title}`];
        if (reason !== undefined) {
          record.skipped(`${name}: ${check.title} (${reason})`);
          it.skip(`${check.title} (skipped: ${reason})`);
        } else {
          if (whole === undefined) record.registered();
          it(check.title, async (context) => {
            const { bench, sample } = subject();
            const own = sampleFor(sample);
            const inapplicable = check.inapplicable?.(bench, own) ?? null;
            if (inapplicable !== null) {
              record.inapplicable();
              context.skip(inapplicable);
            }
            await check.run(bench, own);
            record.passed();
          });
        }
      }
    };
    // The sample has the shape that the name says; the contract's type saw to it.
    if (name.includes('/')) register(READ_CHECKS, (sample) => sample as ReadSample<unknown>);
    else if (name.startsWith('job ')) register(JOB_CHECKS, (sample) => sample as JobSample<unknown>);
    else if (name.endsWith('.page')) register(PAGE_CHECKS, (sample) => sample as PageSample<unknown>);
    else if (name.endsWith('.upsert')) register(WRITE_CHECKS, (sample) => sample as WriteSample<unknown>);
    else register(READ_CHECKS, (sample) => sample as ReadSample<unknown>);
    register(failureChecks(contract.connector.credential), inputsOf);
  });
}

function sampleOf(samples: Samples, name: Name): unknown {
  const sample = samples[name];
  if (sample === undefined) throw new Error(`Give a sample of ${name}, or skip it with a reason.`);
  return sample;
}

/** One input of the sample, as a batch. */
function inputsOf(sample: unknown): readonly unknown[] {
  const given = sample as Partial<
    ReadSample<unknown> & PageSample<unknown> & WriteSample<unknown> & JobSample<unknown>
  >;
  if (given.total !== undefined) return [{ ...(given.input as object), first: 10, after: null }];
  return (given.present ?? given.writes ?? given.inputs ?? []).slice(0, 1);
}

/** The part of a simulated Google Ads' data from which samples are taken. */
export interface SampleWorld {
  readonly search: {
    readonly campaigns: readonly { readonly id: string; readonly status: string }[];
    readonly adGroups: readonly { readonly id: string }[];
    readonly ads: readonly { readonly id: string }[];
    /** `adIndex` counts from 1; `date`: ISO 8601. */
    readonly days: readonly { readonly date: string; readonly adIndex: number; readonly clicks: number }[];
  };
}

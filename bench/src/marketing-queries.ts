/** 100 people by HubSpot's contacts, each with the records of all vendors who know them, companies and deals. */
export const CUSTOMERS = /* GraphQL */ `{
  customers(first: 100) {
    edges {
      node {
        id
        fullName
        emails
        records {
          id
          source { connector }
          ... on Contact {
            lifecycleStage
            company { id name }
            deals(first: 5) { edges { node { id name amount { amount currency } } } }
          }
        }
      }
    }
  }
}`;

/** 90 days up to the last one of the local vendors' world, by channel. */
export const PERFORMANCE = /* GraphQL */ `{
  performance(range: { since: "2026-08-25", until: "2026-11-22" }, by: [CHANNEL], currency: "EUR") {
    rows { channel spend { amount } impressions clicks conversions revenue { amount } newCustomers roas cac mqlToSql }
    totals { spend { amount } impressions clicks conversions revenue { amount } newCustomers roas cac mqlToSql }
  }
}`;

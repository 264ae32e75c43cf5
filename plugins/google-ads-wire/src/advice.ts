import { CHECK_CREDENTIAL, NEWER_CONNECTOR, type VendorFailure, withAdvice } from '@selvedge/connector-api';

/** The failure with what to do about it in its message, where somebody can do something. */
export function advised(failure: VendorFailure): VendorFailure {
  const advice = adviceFor(failure);
  return advice === undefined ? failure : { ...failure, message: withAdvice(failure.message, advice) };
}

function adviceFor(failure: VendorFailure): string | undefined {
  if (failure.class === 'reauthenticate') return CHECK_CREDENTIAL;
  if (failure.class === 'gone') return NEWER_CONNECTOR;
  return failure.class === 'invalid' ? BY_CODE.get(failure.vendorCode ?? '') : undefined;
}

const CHECK_DEVELOPER_TOKEN = "check the header developer-token of the connection's credential";

/** By the code of a refusal, Google's reason included. */
const BY_CODE: ReadonlyMap<string, string> = new Map([
  ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'grant the token the scope https://www.googleapis.com/auth/adwords'],
  ['CUSTOMER_NOT_FOUND', 'check the setting customerId'],
  ['DEVELOPER_TOKEN_INVALID', CHECK_DEVELOPER_TOKEN],
  ['DEVELOPER_TOKEN_NOT_APPROVED', 'apply for Basic access of the developer token in the API Center'],
  ['DEVELOPER_TOKEN_PROHIBITED', CHECK_DEVELOPER_TOKEN],
  [
    'USER_PERMISSION_DENIED',
    'give the account access to the customer, or name the manager that has it in the setting loginCustomerId',
  ],
]);

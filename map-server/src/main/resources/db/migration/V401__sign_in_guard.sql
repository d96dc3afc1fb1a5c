-- Addresses an account has signed in from. Guessing from elsewhere locks the account for elsewhere,
-- and not for the desk its owner always sits at. Owner: map-server/account.
create table account_address (
  account_id      int not null references account (id) on delete cascade,
  address         text not null,
  last_sign_in    timestamptz not null,
  failed_sign_ins int not null default 0,
  locked_until    timestamptz,
  primary key (account_id, address)
);

create index audit_log_who on audit_log (who, id desc);
create index audit_log_action on audit_log (action, id desc);
create index api_token_account on api_token (account_id);

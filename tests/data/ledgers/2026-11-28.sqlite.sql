CREATE TABLE accounts (
	id VARCHAR NOT NULL, 
	payee VARCHAR NOT NULL, 
	number BLOB NOT NULL, 
	named_at DATETIME NOT NULL, 
	usable_from DATE NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_accounts_payee ON accounts (payee);
CREATE TABLE actor_keys (
	kid VARCHAR NOT NULL, 
	suite VARCHAR NOT NULL, 
	verifies VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	department VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME, 
	revoked_at DATETIME, 
	entered_by VARCHAR NOT NULL, 
	approved_by VARCHAR, 
	PRIMARY KEY (kid)
);
CREATE TABLE authorisations (
	grantee VARCHAR NOT NULL, 
	one_matter VARCHAR NOT NULL, 
	grantor VARCHAR NOT NULL, 
	number BLOB NOT NULL, 
	until DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	PRIMARY KEY (grantee, one_matter, grantor)
);
CREATE INDEX ix_authorisations_grantor ON authorisations (grantor);
CREATE TABLE budget_orders (
	id VARCHAR NOT NULL, 
	policy VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	total BIGINT NOT NULL, 
	ordered_by VARCHAR NOT NULL, 
	ordered_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE budgets (
	policy VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	total BIGINT NOT NULL, 
	bound BIGINT NOT NULL, 
	PRIMARY KEY (policy, period)
);
CREATE TABLE calendar_orders (
	number VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	amendment VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE campaigns (
	id VARCHAR NOT NULL, 
	policy VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	prepared_by VARCHAR NOT NULL, 
	report VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE case_facts (
	"case" VARCHAR NOT NULL, 
	said BLOB NOT NULL, 
	PRIMARY KEY ("case")
);
CREATE TABLE case_objects (
	seal VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	PRIMARY KEY (seal, "case")
);
CREATE INDEX ix_case_objects_case ON case_objects ("case");
CREATE TABLE cases (
	id VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	one_matter VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	applicant_key VARCHAR NOT NULL, 
	acceptance_number VARCHAR, 
	received_at DATETIME NOT NULL, 
	reception BLOB NOT NULL, 
	outcome BLOB, 
	PRIMARY KEY (id), 
	UNIQUE (acceptance_number)
);
CREATE INDEX cases_of_applicant ON cases (applicant_key);
CREATE INDEX cases_under_way ON cases (applicant_key, one_matter) WHERE outcome IS NULL;
CREATE TABLE clawbacks (
	"case" VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	fen BIGINT NOT NULL, 
	PRIMARY KEY ("case")
);
CREATE INDEX ix_clawbacks_reference ON clawbacks (reference);
CREATE TABLE commitments (
	reference VARCHAR NOT NULL, 
	grantor BLOB NOT NULL, 
	edition VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	given_at DATETIME NOT NULL, 
	PRIMARY KEY (reference)
);
CREATE TABLE data_keys (
	id VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	wrapped_by VARCHAR NOT NULL, 
	wrapped BLOB NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (owner)
);
CREATE INDEX ix_data_keys_wrapped_by ON data_keys (wrapped_by);
CREATE TABLE decision_facts (
	"key" VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	"case" VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	told_at DATETIME NOT NULL, 
	PRIMARY KEY ("key", step, place)
);
CREATE INDEX ix_decision_facts_case ON decision_facts ("case");
CREATE TABLE declarations (
	id VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	field VARCHAR NOT NULL, 
	value BLOB NOT NULL, 
	party VARCHAR NOT NULL, 
	said_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_declarations_reference ON declarations (reference);
CREATE TABLE endorsements (
	subject VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	word VARCHAR NOT NULL, 
	PRIMARY KEY (subject, digest, person)
);
CREATE TABLE erasures (
	person VARCHAR NOT NULL, 
	ordered_at DATETIME NOT NULL, 
	ordered_by VARCHAR NOT NULL, 
	carried_out_at DATETIME, 
	carried_out_by VARCHAR, 
	PRIMARY KEY (person, ordered_at)
);
CREATE TABLE fee_payments (
	"key" VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	fen BIGINT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE grants (
	reference VARCHAR NOT NULL, 
	policy VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	beneficiary VARCHAR NOT NULL, 
	payee VARCHAR NOT NULL, 
	campaign VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	opens_as VARCHAR NOT NULL, 
	because VARCHAR NOT NULL, 
	fen BIGINT NOT NULL, 
	region VARCHAR NOT NULL, 
	waits_since DATE, 
	waits_until DATE, 
	objections_until DATE, 
	objected BOOLEAN NOT NULL, 
	apart BOOLEAN NOT NULL, 
	last_act VARCHAR NOT NULL, 
	overpaid BIGINT NOT NULL, 
	PRIMARY KEY (reference)
);
CREATE INDEX grants_of_beneficiary ON grants (beneficiary, policy);
CREATE INDEX grants_of_campaign ON grants (campaign, state, reference);
CREATE INDEX grants_of_payee ON grants (payee) WHERE payee != beneficiary;
CREATE INDEX grants_to_look_at ON grants (policy, waits_until) WHERE state IN ('second-look', 'faulty');
CREATE TABLE mandates (
	campaign VARCHAR NOT NULL, 
	run VARCHAR NOT NULL, 
	prepared_by VARCHAR NOT NULL, 
	ordered VARCHAR NOT NULL, 
	payable_from DATE NOT NULL, 
	preview VARCHAR NOT NULL, 
	released_by VARCHAR NOT NULL, 
	released VARCHAR NOT NULL, 
	PRIMARY KEY (campaign)
);
CREATE TABLE news (
	person VARCHAR NOT NULL, 
	times INTEGER NOT NULL, 
	PRIMARY KEY (person)
);
CREATE TABLE notices (
	"key" VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	addressee VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	says BLOB NOT NULL, 
	told_at DATETIME NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE INDEX ix_notices_case ON notices ("case");
CREATE TABLE objections (
	id VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	grounds BLOB NOT NULL, 
	raised_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	upheld BOOLEAN, 
	decided_by VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_objections_reference ON objections (reference);
CREATE TABLE opt_outs (
	beneficiary VARCHAR NOT NULL, 
	policy VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	wanted BOOLEAN NOT NULL, 
	PRIMARY KEY (beneficiary, policy, period)
);
CREATE TABLE outbox (
	"key" VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE INDEX ix_outbox_case ON outbox ("case");
CREATE TABLE papers (
	"case" VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	filename BLOB NOT NULL, 
	media_type VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY ("case", code)
);
CREATE TABLE payload_keys (
	id VARCHAR NOT NULL, 
	check_value VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE payment_files (
	id VARCHAR NOT NULL, 
	campaign VARCHAR NOT NULL, 
	made_on DATE NOT NULL, 
	content VARCHAR NOT NULL, 
	answer VARCHAR, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_payment_files_campaign ON payment_files (campaign);
CREATE TABLE payment_proposals (
	payment VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	policy VARCHAR NOT NULL, 
	payee VARCHAR NOT NULL, 
	account BLOB NOT NULL, 
	fen BIGINT NOT NULL, 
	proposed_on DATE NOT NULL, 
	PRIMARY KEY (payment)
);
CREATE TABLE payments (
	id VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	account BLOB NOT NULL, 
	fen BIGINT NOT NULL, 
	state VARCHAR NOT NULL, 
	because VARCHAR NOT NULL, 
	facts BLOB NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_payments_file ON payments (file);
CREATE INDEX ix_payments_reference ON payments (reference);
CREATE TABLE prefills (
	applicant_key VARCHAR NOT NULL, 
	one_matter VARCHAR NOT NULL, 
	field VARCHAR NOT NULL, 
	seal VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	prefilled_at DATETIME NOT NULL, 
	PRIMARY KEY (applicant_key, one_matter, field)
);
CREATE TABLE second_looks (
	"key" VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	department VARCHAR NOT NULL, 
	task BLOB NOT NULL, 
	officer VARCHAR, 
	agrees BOOLEAN, 
	reasons BLOB, 
	looked_at DATETIME, 
	PRIMARY KEY ("key")
);
CREATE INDEX ix_second_looks_case ON second_looks ("case");
CREATE INDEX second_looks_waiting ON second_looks (department, "key") WHERE looked_at IS NULL;
CREATE TABLE sequels (
	id VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	round INTEGER NOT NULL, 
	stands BLOB, 
	PRIMARY KEY (id), 
	UNIQUE ("case", item, round)
);
CREATE TABLE serials (
	prefix VARCHAR NOT NULL, 
	day VARCHAR NOT NULL, 
	last INTEGER NOT NULL, 
	PRIMARY KEY (prefix, day)
);
CREATE TABLE services (
	"key" VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	served_on DATE, 
	witness VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE tasks (
	"case" VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	department VARCHAR NOT NULL, 
	since DATETIME NOT NULL, 
	due_on DATE, 
	stuck BOOLEAN NOT NULL, 
	task BLOB NOT NULL, 
	PRIMARY KEY ("case", item)
);
CREATE INDEX ix_tasks_department ON tasks (department);
CREATE INDEX ix_tasks_stuck ON tasks (stuck);
CREATE TABLE verdicts (
	"key" VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	one_matter VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	shadow BOOLEAN NOT NULL, 
	judged_at DATETIME NOT NULL, 
	decided VARCHAR, 
	agrees BOOLEAN, 
	decided_at DATETIME, 
	PRIMARY KEY ("key", rule)
);
CREATE INDEX verdicts_that_count ON verdicts (one_matter, edition, rule, decided_at, "key", agrees) WHERE agrees IS NOT NULL;

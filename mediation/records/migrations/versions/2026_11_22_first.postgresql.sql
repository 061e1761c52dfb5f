CREATE TABLE attempt (
	source VARCHAR(64) NOT NULL, 
	failures INTEGER NOT NULL, 
	last_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (source)
)
--
CREATE INDEX ix_attempt_last_at ON attempt (last_at)
--
CREATE TABLE blob (
	sha256 VARCHAR(64) NOT NULL, 
	content BYTEA NOT NULL, 
	CONSTRAINT pk_blob PRIMARY KEY (sha256)
)
--
CREATE TABLE definition (
	digest VARCHAR(64) NOT NULL, 
	procedure VARCHAR(64) NOT NULL, 
	edition VARCHAR(20) NOT NULL, 
	body TEXT NOT NULL, 
	published_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_definition PRIMARY KEY (digest)
)
--
CREATE TABLE folder (
	id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	seq INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	head VARCHAR NOT NULL, 
	CONSTRAINT pk_folder PRIMARY KEY (id), 
	CONSTRAINT ck_folder_version_behind_seq CHECK (seq >= version AND version >= 0), 
	CONSTRAINT ck_folder_kind_listed CHECK (kind IN ('case', 'organisation', 'matter'))
)
--
CREATE TABLE idempotency (
	actor_id VARCHAR(64) NOT NULL, 
	key VARCHAR(255) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	status INTEGER NOT NULL, 
	etag VARCHAR(40), 
	answer BYTEA NOT NULL, 
	kept_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_idempotency PRIMARY KEY (actor_id, key)
)
--
CREATE INDEX ix_idempotency_kept_at ON idempotency (kept_at)
--
CREATE TABLE organisation (
	id VARCHAR(64) NOT NULL, 
	parent_id VARCHAR(64), 
	kind VARCHAR(40) NOT NULL, 
	name VARCHAR NOT NULL, 
	code VARCHAR(20), 
	region VARCHAR, 
	legal_basis VARCHAR(40), 
	CONSTRAINT pk_organisation PRIMARY KEY (id), 
	CONSTRAINT ck_organisation_basis CHECK (kind NOT IN ('court', 'arbitration') OR legal_basis IS NULL), 
	CONSTRAINT fk_organisation_parent_id FOREIGN KEY(parent_id) REFERENCES organisation (id), 
	CONSTRAINT uq_organisation_code UNIQUE (code), 
	CONSTRAINT ck_organisation_kind_listed CHECK (kind IN ('union', 'enterprise', 'street', 'court', 'arbitration')), 
	CONSTRAINT ck_organisation_legal_basis_listed CHECK (legal_basis IN ('mal10_1', 'mal10_2', 'mal10_3', 'pml34', 'court_roster'))
)
--
CREATE INDEX ix_organisation_parent_id ON organisation (parent_id)
--
CREATE TABLE runner (
	id VARCHAR(64) NOT NULL, 
	alive_until TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_runner PRIMARY KEY (id)
)
--
CREATE TABLE case_file (
	id VARCHAR(64) NOT NULL, 
	organisation_id VARCHAR(64) NOT NULL, 
	numbered_by_id VARCHAR(64) NOT NULL, 
	number VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	serial INTEGER NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	nature VARCHAR(40) NOT NULL, 
	cause VARCHAR NOT NULL, 
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_case_file PRIMARY KEY (id), 
	CONSTRAINT uq_case_file_numbered_by_id_year_serial UNIQUE (numbered_by_id, year, serial), 
	CONSTRAINT ck_case_file_serial_from_one CHECK (serial >= 1), 
	CONSTRAINT fk_case_file_id FOREIGN KEY(id) REFERENCES folder (id), 
	CONSTRAINT fk_case_file_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_case_file_numbered_by_id FOREIGN KEY(numbered_by_id) REFERENCES organisation (id), 
	CONSTRAINT ck_case_file_source_listed CHECK (source IN ('application', 'court', 'arbitration', 'own_initiative')), 
	CONSTRAINT ck_case_file_nature_listed CHECK (nature IN ('labour', 'service', 'platform', 'overage'))
)
--
CREATE INDEX ix_case_file_numbered_by_id ON case_file (numbered_by_id)
--
CREATE INDEX ix_case_file_organisation_id ON case_file (organisation_id)
--
CREATE TABLE counter (
	organisation_id VARCHAR(64) NOT NULL, 
	year INTEGER NOT NULL, 
	series VARCHAR(40) NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (organisation_id, year, series), 
	CONSTRAINT fk_counter_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
)
--
CREATE TABLE event (
	id VARCHAR(64) NOT NULL, 
	folder_id VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	act VARCHAR NOT NULL, 
	proceeding_id VARCHAR, 
	actor_id VARCHAR NOT NULL, 
	on_behalf_of VARCHAR, 
	occurred_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	late BOOLEAN NOT NULL, 
	definition VARCHAR, 
	body TEXT NOT NULL, 
	previous VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT uq_event_folder_id_seq UNIQUE (folder_id, seq), 
	CONSTRAINT ck_event_never_later_than_now CHECK (occurred_at <= recorded_at), 
	CONSTRAINT ck_event_seq_from_one CHECK (seq >= 1), 
	CONSTRAINT ck_event_hash_is_sha256 CHECK (length(hash) = 64), 
	CONSTRAINT fk_event_folder_id FOREIGN KEY(folder_id) REFERENCES folder (id)
)
--
CREATE TABLE personal (
	id VARCHAR(64) NOT NULL, 
	folder_id VARCHAR(64) NOT NULL, 
	salt VARCHAR NOT NULL, 
	value TEXT, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_personal PRIMARY KEY (id), 
	CONSTRAINT ck_personal_digest_is_sha256 CHECK (length(digest) = 64), 
	CONSTRAINT fk_personal_folder_id FOREIGN KEY(folder_id) REFERENCES folder (id)
)
--
CREATE INDEX ix_personal_folder_id ON personal (folder_id)
--
CREATE TABLE correction (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	target_seq INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	before TEXT NOT NULL, 
	after TEXT NOT NULL, 
	reason_id VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_correction PRIMARY KEY (id), 
	CONSTRAINT fk_correction_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_correction_reason_id FOREIGN KEY(reason_id) REFERENCES personal (id)
)
--
CREATE INDEX ix_correction_case_id ON correction (case_id)
--
CREATE INDEX ix_correction_reason_id ON correction (reason_id)
--
CREATE TABLE handover (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	organisation_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	object_id VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_handover PRIMARY KEY (id), 
	CONSTRAINT uq_handover_case_id_organisation_id_object_id UNIQUE (case_id, organisation_id, object_id), 
	CONSTRAINT fk_handover_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_handover_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT ck_handover_kind_listed CHECK (kind IN ('paper', 'attachment'))
)
--
CREATE INDEX ix_handover_case_id ON handover (case_id)
--
CREATE INDEX ix_handover_organisation_id ON handover (organisation_id)
--
CREATE TABLE link (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	other_case_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (id), 
	CONSTRAINT uq_link_case_id_other_case_id UNIQUE (case_id, other_case_id), 
	CONSTRAINT ck_link_not_to_itself CHECK (case_id <> other_case_id), 
	CONSTRAINT fk_link_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_link_other_case_id FOREIGN KEY(other_case_id) REFERENCES case_file (id), 
	CONSTRAINT ck_link_kind_listed CHECK (kind IN ('duplicate', 'related'))
)
--
CREATE INDEX ix_link_case_id ON link (case_id)
--
CREATE INDEX ix_link_other_case_id ON link (other_case_id)
--
CREATE TABLE meeting (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	place_id VARCHAR(64), 
	held_at TIMESTAMP WITH TIME ZONE, 
	identity_checked BOOLEAN NOT NULL, 
	rights_told BOOLEAN NOT NULL, 
	sham_told BOOLEAN NOT NULL, 
	address_confirmed BOOLEAN NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_meeting_place_id FOREIGN KEY(place_id) REFERENCES personal (id), 
	CONSTRAINT ck_meeting_channel_listed CHECK (channel IN ('in_person', 'phone', 'video', 'online', 'post', 'court'))
)
--
CREATE INDEX ix_meeting_case_id ON meeting (case_id)
--
CREATE INDEX ix_meeting_place_id ON meeting (place_id)
--
CREATE TABLE note (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	audience VARCHAR(40) NOT NULL, 
	text_id VARCHAR(64) NOT NULL, 
	written_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT ck_note_never_joint CHECK (audience <> 'joint'), 
	CONSTRAINT fk_note_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_note_text_id FOREIGN KEY(text_id) REFERENCES personal (id), 
	CONSTRAINT ck_note_audience_listed CHECK (audience IN ('joint', 'applicant_side', 'respondent_side', 'mediator'))
)
--
CREATE INDEX ix_note_case_id ON note (case_id)
--
CREATE INDEX ix_note_text_id ON note (text_id)
--
CREATE TABLE party (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	side VARCHAR(40) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	"natural" BOOLEAN NOT NULL, 
	name_id VARCHAR(64) NOT NULL, 
	identity_id VARCHAR(64), 
	phone_id VARCHAR(64), 
	address_id VARCHAR(64), 
	representative_id VARCHAR(64), 
	account_name_id VARCHAR(64), 
	account_number_id VARCHAR(64), 
	account_bank_id VARCHAR(64), 
	identity_checked_at TIMESTAMP WITH TIME ZONE, 
	address_confirmed_at TIMESTAMP WITH TIME ZONE, 
	stands_for_id VARCHAR(64), 
	pays_for_id VARCHAR(64), 
	CONSTRAINT pk_party PRIMARY KEY (id), 
	CONSTRAINT uq_party_case_id_ordinal UNIQUE (case_id, ordinal), 
	CONSTRAINT ck_party_workers_are_human CHECK (kind NOT IN ('worker', 'heir', 'individual') OR "natural"), 
	CONSTRAINT fk_party_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_party_name_id FOREIGN KEY(name_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_identity_id FOREIGN KEY(identity_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_phone_id FOREIGN KEY(phone_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_address_id FOREIGN KEY(address_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_representative_id FOREIGN KEY(representative_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_account_name_id FOREIGN KEY(account_name_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_account_number_id FOREIGN KEY(account_number_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_account_bank_id FOREIGN KEY(account_bank_id) REFERENCES personal (id), 
	CONSTRAINT fk_party_stands_for_id FOREIGN KEY(stands_for_id) REFERENCES party (id), 
	CONSTRAINT fk_party_pays_for_id FOREIGN KEY(pays_for_id) REFERENCES party (id), 
	CONSTRAINT ck_party_kind_listed CHECK (kind IN ('worker', 'heir', 'employer', 'dispatch_unit', 'user_unit', 'project_owner', 'general_contractor', 'subcontractor', 'individual', 'third_party')), 
	CONSTRAINT ck_party_side_listed CHECK (side IN ('applicant', 'respondent', 'third'))
)
--
CREATE INDEX ix_party_account_bank_id ON party (account_bank_id)
--
CREATE INDEX ix_party_account_name_id ON party (account_name_id)
--
CREATE INDEX ix_party_account_number_id ON party (account_number_id)
--
CREATE INDEX ix_party_address_id ON party (address_id)
--
CREATE INDEX ix_party_case_id ON party (case_id)
--
CREATE INDEX ix_party_identity_id ON party (identity_id)
--
CREATE INDEX ix_party_name_id ON party (name_id)
--
CREATE INDEX ix_party_pays_for_id ON party (pays_for_id)
--
CREATE INDEX ix_party_phone_id ON party (phone_id)
--
CREATE INDEX ix_party_representative_id ON party (representative_id)
--
CREATE INDEX ix_party_stands_for_id ON party (stands_for_id)
--
CREATE TABLE person (
	id VARCHAR(64) NOT NULL, 
	organisation_id VARCHAR(64) NOT NULL, 
	name_id VARCHAR(64) NOT NULL, 
	disabled_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT fk_person_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_person_name_id FOREIGN KEY(name_id) REFERENCES personal (id)
)
--
CREATE INDEX ix_person_name_id ON person (name_id)
--
CREATE INDEX ix_person_organisation_id ON person (organisation_id)
--
CREATE TABLE proceeding (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	procedure VARCHAR NOT NULL, 
	definition VARCHAR(64) NOT NULL, 
	state VARCHAR NOT NULL, 
	organisation_id VARCHAR(64) NOT NULL, 
	counterpart_id VARCHAR(64), 
	opened_seq INTEGER NOT NULL, 
	ended BOOLEAN NOT NULL, 
	CONSTRAINT pk_proceeding PRIMARY KEY (id), 
	CONSTRAINT fk_proceeding_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_proceeding_definition FOREIGN KEY(definition) REFERENCES definition (digest), 
	CONSTRAINT fk_proceeding_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_proceeding_counterpart_id FOREIGN KEY(counterpart_id) REFERENCES organisation (id)
)
--
CREATE INDEX ix_proceeding_case_id ON proceeding (case_id)
--
CREATE INDEX ix_proceeding_counterpart_id ON proceeding (counterpart_id)
--
CREATE INDEX ix_proceeding_organisation_id ON proceeding (organisation_id)
--
CREATE UNIQUE INDEX uq_proceeding_one_open ON proceeding (case_id, procedure) WHERE NOT ended
--
CREATE TABLE search_word (
	word VARCHAR(12) COLLATE "C" NOT NULL, 
	source VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	private BOOLEAN NOT NULL, 
	CONSTRAINT pk_search_word PRIMARY KEY (word, source), 
	CONSTRAINT fk_search_word_case_id FOREIGN KEY(case_id) REFERENCES case_file (id)
)
--
CREATE INDEX ix_search_word_case_id ON search_word (case_id)
--
CREATE INDEX ix_search_word_source ON search_word (source)
--
CREATE TABLE agent (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	party_id VARCHAR(64) NOT NULL, 
	name_id VARCHAR(64) NOT NULL, 
	identity_id VARCHAR(64), 
	phone_id VARCHAR(64), 
	unit_id VARCHAR(64), 
	person_id VARCHAR(64), 
	authority VARCHAR(40) NOT NULL, 
	since TIMESTAMP WITH TIME ZONE NOT NULL, 
	until TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_agent PRIMARY KEY (id), 
	CONSTRAINT ck_agent_ends_after_start CHECK (until IS NULL OR until >= since), 
	CONSTRAINT fk_agent_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_agent_party_id FOREIGN KEY(party_id) REFERENCES party (id), 
	CONSTRAINT fk_agent_name_id FOREIGN KEY(name_id) REFERENCES personal (id), 
	CONSTRAINT fk_agent_identity_id FOREIGN KEY(identity_id) REFERENCES personal (id), 
	CONSTRAINT fk_agent_phone_id FOREIGN KEY(phone_id) REFERENCES personal (id), 
	CONSTRAINT fk_agent_unit_id FOREIGN KEY(unit_id) REFERENCES personal (id), 
	CONSTRAINT fk_agent_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT ck_agent_authority_listed CHECK (authority IN ('general', 'special', 'representative'))
)
--
CREATE INDEX ix_agent_case_id ON agent (case_id)
--
CREATE INDEX ix_agent_identity_id ON agent (identity_id)
--
CREATE INDEX ix_agent_name_id ON agent (name_id)
--
CREATE INDEX ix_agent_party_id ON agent (party_id)
--
CREATE INDEX ix_agent_person_id ON agent (person_id)
--
CREATE INDEX ix_agent_phone_id ON agent (phone_id)
--
CREATE INDEX ix_agent_unit_id ON agent (unit_id)
--
CREATE TABLE agreement (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	proceeding_id VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	no_more_dispute BOOLEAN NOT NULL, 
	drafted_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	effective_at TIMESTAMP WITH TIME ZONE, 
	overdue_reason_id VARCHAR(64), 
	CONSTRAINT pk_agreement PRIMARY KEY (id), 
	CONSTRAINT uq_agreement_case_id_version UNIQUE (case_id, version), 
	CONSTRAINT ck_agreement_effective_has_its_time CHECK ((status = 'effective') = (effective_at IS NOT NULL)), 
	CONSTRAINT fk_agreement_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_agreement_proceeding_id FOREIGN KEY(proceeding_id) REFERENCES proceeding (id), 
	CONSTRAINT fk_agreement_overdue_reason_id FOREIGN KEY(overdue_reason_id) REFERENCES personal (id), 
	CONSTRAINT ck_agreement_status_listed CHECK (status IN ('draft', 'abandoned', 'effective'))
)
--
CREATE INDEX ix_agreement_case_id ON agreement (case_id)
--
CREATE INDEX ix_agreement_overdue_reason_id ON agreement (overdue_reason_id)
--
CREATE INDEX ix_agreement_proceeding_id ON agreement (proceeding_id)
--
CREATE TABLE answer (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	proceeding_id VARCHAR(64), 
	seq INTEGER NOT NULL, 
	act VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	value TEXT, 
	text_id VARCHAR(64), 
	CONSTRAINT pk_answer PRIMARY KEY (id), 
	CONSTRAINT ck_answer_value_or_text CHECK (value IS NULL OR text_id IS NULL), 
	CONSTRAINT fk_answer_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_answer_proceeding_id FOREIGN KEY(proceeding_id) REFERENCES proceeding (id), 
	CONSTRAINT fk_answer_text_id FOREIGN KEY(text_id) REFERENCES personal (id)
)
--
CREATE INDEX ix_answer_case_id ON answer (case_id)
--
CREATE INDEX ix_answer_proceeding_id ON answer (proceeding_id)
--
CREATE INDEX ix_answer_text_id ON answer (text_id)
--
CREATE TABLE assignment (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	relation VARCHAR(40) NOT NULL, 
	presiding BOOLEAN NOT NULL, 
	since TIMESTAMP WITH TIME ZONE NOT NULL, 
	until TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT ck_assignment_ends_after_start CHECK (until IS NULL OR until >= since), 
	CONSTRAINT fk_assignment_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_assignment_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT ck_assignment_relation_listed CHECK (relation IN ('assigned_mediator', 'head', 'registrar', 'union_liaison', 'court_clerk', 'system'))
)
--
CREATE INDEX ix_assignment_case_id ON assignment (case_id)
--
CREATE INDEX ix_assignment_person_id ON assignment (person_id)
--
CREATE TABLE attachment (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	audience VARCHAR(40) NOT NULL, 
	fact_class VARCHAR(40), 
	sha256 VARCHAR(64) NOT NULL, 
	media VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	pages INTEGER, 
	name_id VARCHAR(64) NOT NULL, 
	purpose_id VARCHAR(64), 
	party_id VARCHAR(64), 
	received_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_attachment PRIMARY KEY (id), 
	CONSTRAINT uq_attachment_case_id_sha256_audience UNIQUE (case_id, sha256, audience), 
	CONSTRAINT ck_attachment_size_within_20_mb CHECK (size BETWEEN 1 AND 20971520), 
	CONSTRAINT ck_attachment_pages_positive CHECK (pages IS NULL OR pages > 0), 
	CONSTRAINT fk_attachment_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_attachment_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256), 
	CONSTRAINT fk_attachment_name_id FOREIGN KEY(name_id) REFERENCES personal (id), 
	CONSTRAINT fk_attachment_purpose_id FOREIGN KEY(purpose_id) REFERENCES personal (id), 
	CONSTRAINT fk_attachment_party_id FOREIGN KEY(party_id) REFERENCES party (id), 
	CONSTRAINT ck_attachment_kind_listed CHECK (kind IN ('application', 'oral_application', 'consent_inquiry', 'court_consent', 'rights_notice', 'acceptance_notice', 'non_acceptance_notice', 'appointment', 'meeting_notice', 'delivery_address', 'power_of_attorney', 'identity', 'minutes', 'extension_consent', 'undisputed_facts', 'agreement', 'termination_notice', 'arbitration_advice', 'withdrawal', 'performance_record', 'group_report', 'complaint', 'award', 'arbitration_refusal', 'referral_letter', 'referral_receipt', 'referral_decline', 'referral_report', 'lodging_letter', 'mediation_certificate', 'confirmation_application', 'court_acceptance', 'ruling_not_accepted', 'ruling_confirmed', 'ruling_rejected', 'ruling_withdrawal', 'ruling_deemed_withdrawn', 'civil_statement', 'supplementary_sheet', 'recusal', 'invitation', 'service_return', 'legal_representative', 'group_representatives', 'investigation', 'amount_confirmation', 'wage_sheet', 'review_application', 'review_acceptance', 'review_refusal', 'arbitral_statement', 'order_application', 'payment_order', 'order_ended', 'reminder', 'visit_record', 'calculation', 'evidence', 'other')), 
	CONSTRAINT ck_attachment_audience_listed CHECK (audience IN ('joint', 'applicant_side', 'respondent_side', 'mediator')), 
	CONSTRAINT ck_attachment_fact_class_listed CHECK (fact_class IN ('undisputed', 'disputed', 'concession'))
)
--
CREATE INDEX ix_attachment_case_id ON attachment (case_id)
--
CREATE INDEX ix_attachment_name_id ON attachment (name_id)
--
CREATE INDEX ix_attachment_party_id ON attachment (party_id)
--
CREATE INDEX ix_attachment_purpose_id ON attachment (purpose_id)
--
CREATE TABLE claim (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	item VARCHAR(40) NOT NULL, 
	claimant_id VARCHAR(64) NOT NULL, 
	respondent_id VARCHAR(64) NOT NULL, 
	amount BIGINT, 
	since DATE, 
	until DATE, 
	basis_id VARCHAR(64), 
	outcome VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_claim PRIMARY KEY (id), 
	CONSTRAINT uq_claim_case_id_ordinal UNIQUE (case_id, ordinal), 
	CONSTRAINT ck_claim_amount_positive CHECK (amount IS NULL OR amount > 0), 
	CONSTRAINT ck_claim_two_parties CHECK (claimant_id <> respondent_id), 
	CONSTRAINT ck_claim_period_forward CHECK (since IS NULL OR until IS NULL OR until >= since), 
	CONSTRAINT fk_claim_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_claim_claimant_id FOREIGN KEY(claimant_id) REFERENCES party (id), 
	CONSTRAINT fk_claim_respondent_id FOREIGN KEY(respondent_id) REFERENCES party (id), 
	CONSTRAINT fk_claim_basis_id FOREIGN KEY(basis_id) REFERENCES personal (id), 
	CONSTRAINT ck_claim_item_listed CHECK (item IN ('wages', 'overtime', 'severance', 'damages', 'double_wages', 'annual_leave', 'injury_medical', 'injury_benefit', 'social_insurance', 'non_compete', 'relation', 'reinstatement', 'service_fee', 'other')), 
	CONSTRAINT ck_claim_outcome_listed CHECK (outcome IN ('open', 'settled', 'unsettled', 'withdrawn'))
)
--
CREATE INDEX ix_claim_basis_id ON claim (basis_id)
--
CREATE INDEX ix_claim_case_id ON claim (case_id)
--
CREATE INDEX ix_claim_claimant_id ON claim (claimant_id)
--
CREATE INDEX ix_claim_respondent_id ON claim (respondent_id)
--
CREATE TABLE clock (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	proceeding_id VARCHAR(64), 
	limit_id VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	trigger_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	set_on DATE, 
	first_day DATE, 
	raw DATE, 
	due DATE, 
	provisional BOOLEAN NOT NULL, 
	amber_on DATE, 
	red_on DATE, 
	stopped_at TIMESTAMP WITH TIME ZONE, 
	next_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_clock PRIMARY KEY (id), 
	CONSTRAINT ck_clock_rolls_forward CHECK (raw IS NULL OR due IS NULL OR due >= raw), 
	CONSTRAINT ck_clock_stopped_is_silent CHECK (stopped_at IS NULL OR next_at IS NULL), 
	CONSTRAINT fk_clock_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_clock_proceeding_id FOREIGN KEY(proceeding_id) REFERENCES proceeding (id)
)
--
CREATE INDEX ix_clock_case_id ON clock (case_id)
--
CREATE INDEX ix_clock_next_at ON clock (next_at)
--
CREATE INDEX ix_clock_proceeding_id ON clock (proceeding_id)
--
CREATE TABLE consent (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	party_id VARCHAR(64) NOT NULL, 
	subject VARCHAR(40) NOT NULL, 
	answer VARCHAR(40) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	answered_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	object_id VARCHAR, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT fk_consent_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_consent_party_id FOREIGN KEY(party_id) REFERENCES party (id), 
	CONSTRAINT ck_consent_subject_listed CHECK (subject IN ('mediation', 'extension', 'conflict', 'concession_travels', 'representation')), 
	CONSTRAINT ck_consent_answer_listed CHECK (answer IN ('agreed', 'refused', 'unreachable')), 
	CONSTRAINT ck_consent_channel_listed CHECK (channel IN ('in_person', 'phone', 'video', 'online', 'post', 'court'))
)
--
CREATE INDEX ix_consent_case_id ON consent (case_id)
--
CREATE INDEX ix_consent_party_id ON consent (party_id)
--
CREATE TABLE contact (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	party_id VARCHAR(64) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	outcome VARCHAR(40) NOT NULL, 
	tried_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	note_id VARCHAR(64), 
	CONSTRAINT pk_contact PRIMARY KEY (id), 
	CONSTRAINT fk_contact_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_contact_party_id FOREIGN KEY(party_id) REFERENCES party (id), 
	CONSTRAINT fk_contact_note_id FOREIGN KEY(note_id) REFERENCES personal (id), 
	CONSTRAINT ck_contact_channel_listed CHECK (channel IN ('in_person', 'phone', 'video', 'online', 'post', 'court')), 
	CONSTRAINT ck_contact_outcome_listed CHECK (outcome IN ('spoken', 'no_answer', 'switched_off', 'rejected'))
)
--
CREATE INDEX ix_contact_case_id ON contact (case_id)
--
CREATE INDEX ix_contact_note_id ON contact (note_id)
--
CREATE INDEX ix_contact_party_id ON contact (party_id)
--
CREATE TABLE credential (
	person_id VARCHAR(64) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	password VARCHAR(200) NOT NULL, 
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_credential PRIMARY KEY (person_id), 
	CONSTRAINT fk_credential_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_credential_name UNIQUE (name)
)
--
CREATE TABLE draft (
	person_id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	field VARCHAR(64) NOT NULL, 
	text VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	saved_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (person_id, case_id, field), 
	CONSTRAINT fk_draft_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_draft_case_id FOREIGN KEY(case_id) REFERENCES case_file (id)
)
--
CREATE TABLE feed (
	person_id VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	issued_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_feed PRIMARY KEY (person_id), 
	CONSTRAINT fk_feed_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_feed_digest UNIQUE (digest)
)
--
CREATE TABLE interest (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	detail_id VARCHAR(64) NOT NULL, 
	disclosed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	cleared_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_interest PRIMARY KEY (id), 
	CONSTRAINT fk_interest_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_interest_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_interest_detail_id FOREIGN KEY(detail_id) REFERENCES personal (id)
)
--
CREATE INDEX ix_interest_case_id ON interest (case_id)
--
CREATE INDEX ix_interest_detail_id ON interest (detail_id)
--
CREATE INDEX ix_interest_person_id ON interest (person_id)
--
CREATE TABLE matter (
	id VARCHAR(64) NOT NULL, 
	organisation_id VARCHAR(64) NOT NULL, 
	number VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	serial INTEGER NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	nature VARCHAR(40) NOT NULL, 
	cause VARCHAR NOT NULL, 
	opened_by_id VARCHAR(64) NOT NULL, 
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	employer_name_id VARCHAR(64) NOT NULL, 
	employer_identity_id VARCHAR(64), 
	employer_phone_id VARCHAR(64), 
	employer_address_id VARCHAR(64), 
	employer_representative_id VARCHAR(64), 
	CONSTRAINT pk_matter PRIMARY KEY (id), 
	CONSTRAINT uq_matter_organisation_id_year_serial UNIQUE (organisation_id, year, serial), 
	CONSTRAINT ck_matter_serial_from_one CHECK (serial >= 1), 
	CONSTRAINT fk_matter_id FOREIGN KEY(id) REFERENCES folder (id), 
	CONSTRAINT fk_matter_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_matter_opened_by_id FOREIGN KEY(opened_by_id) REFERENCES person (id), 
	CONSTRAINT fk_matter_employer_name_id FOREIGN KEY(employer_name_id) REFERENCES personal (id), 
	CONSTRAINT fk_matter_employer_identity_id FOREIGN KEY(employer_identity_id) REFERENCES personal (id), 
	CONSTRAINT fk_matter_employer_phone_id FOREIGN KEY(employer_phone_id) REFERENCES personal (id), 
	CONSTRAINT fk_matter_employer_address_id FOREIGN KEY(employer_address_id) REFERENCES personal (id), 
	CONSTRAINT fk_matter_employer_representative_id FOREIGN KEY(employer_representative_id) REFERENCES personal (id), 
	CONSTRAINT ck_matter_source_listed CHECK (source IN ('application', 'court', 'arbitration', 'own_initiative')), 
	CONSTRAINT ck_matter_nature_listed CHECK (nature IN ('labour', 'service', 'platform', 'overage'))
)
--
CREATE INDEX ix_matter_employer_address_id ON matter (employer_address_id)
--
CREATE INDEX ix_matter_employer_identity_id ON matter (employer_identity_id)
--
CREATE INDEX ix_matter_employer_name_id ON matter (employer_name_id)
--
CREATE INDEX ix_matter_employer_phone_id ON matter (employer_phone_id)
--
CREATE INDEX ix_matter_employer_representative_id ON matter (employer_representative_id)
--
CREATE INDEX ix_matter_opened_by_id ON matter (opened_by_id)
--
CREATE INDEX ix_matter_organisation_id ON matter (organisation_id)
--
CREATE TABLE membership (
	id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	organisation_id VARCHAR(64) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT uq_membership_person_id_organisation_id_role_since UNIQUE (person_id, organisation_id, role, since), 
	CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_membership_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT ck_membership_role_listed CHECK (role IN ('mediator', 'head', 'registrar', 'union_liaison', 'court_clerk', 'administrator'))
)
--
CREATE INDEX ix_membership_organisation_id ON membership (organisation_id)
--
CREATE INDEX ix_membership_person_id ON membership (person_id)
--
CREATE TABLE participant (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	side VARCHAR(40), 
	name_id VARCHAR(64) NOT NULL, 
	identity_id VARCHAR(64), 
	phone_id VARCHAR(64), 
	unit_id VARCHAR(64), 
	person_id VARCHAR(64), 
	since TIMESTAMP WITH TIME ZONE NOT NULL, 
	until TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_participant PRIMARY KEY (id), 
	CONSTRAINT ck_participant_ends_after_start CHECK (until IS NULL OR until >= since), 
	CONSTRAINT fk_participant_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_participant_name_id FOREIGN KEY(name_id) REFERENCES personal (id), 
	CONSTRAINT fk_participant_identity_id FOREIGN KEY(identity_id) REFERENCES personal (id), 
	CONSTRAINT fk_participant_phone_id FOREIGN KEY(phone_id) REFERENCES personal (id), 
	CONSTRAINT fk_participant_unit_id FOREIGN KEY(unit_id) REFERENCES personal (id), 
	CONSTRAINT fk_participant_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT ck_participant_role_listed CHECK (role IN ('witness', 'assessor', 'appraiser', 'interpreter', 'litigation_agent', 'legal_aid_lawyer', 'invited')), 
	CONSTRAINT ck_participant_side_listed CHECK (side IN ('applicant', 'respondent', 'third'))
)
--
CREATE INDEX ix_participant_case_id ON participant (case_id)
--
CREATE INDEX ix_participant_identity_id ON participant (identity_id)
--
CREATE INDEX ix_participant_name_id ON participant (name_id)
--
CREATE INDEX ix_participant_person_id ON participant (person_id)
--
CREATE INDEX ix_participant_phone_id ON participant (phone_id)
--
CREATE INDEX ix_participant_unit_id ON participant (unit_id)
--
CREATE TABLE sign_in (
	id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	organisation_id VARCHAR(64), 
	issued_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	revoked_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_sign_in PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_sign_in_digest UNIQUE (digest), 
	CONSTRAINT fk_sign_in_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
)
--
CREATE INDEX ix_sign_in_organisation_id ON sign_in (organisation_id)
--
CREATE INDEX ix_sign_in_person_id ON sign_in (person_id)
--
CREATE TABLE statement (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	audience VARCHAR(40) NOT NULL, 
	text_id VARCHAR(64) NOT NULL, 
	said_by_id VARCHAR(64), 
	said_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_statement PRIMARY KEY (id), 
	CONSTRAINT fk_statement_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_statement_text_id FOREIGN KEY(text_id) REFERENCES personal (id), 
	CONSTRAINT fk_statement_said_by_id FOREIGN KEY(said_by_id) REFERENCES party (id), 
	CONSTRAINT ck_statement_kind_listed CHECK (kind IN ('undisputed', 'disputed', 'concession')), 
	CONSTRAINT ck_statement_audience_listed CHECK (audience IN ('joint', 'applicant_side', 'respondent_side', 'mediator'))
)
--
CREATE INDEX ix_statement_case_id ON statement (case_id)
--
CREATE INDEX ix_statement_said_by_id ON statement (said_by_id)
--
CREATE INDEX ix_statement_text_id ON statement (text_id)
--
CREATE TABLE token (
	id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	issued_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	revoked_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_token PRIMARY KEY (id), 
	CONSTRAINT fk_token_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_token_digest UNIQUE (digest)
)
--
CREATE INDEX ix_token_person_id ON token (person_id)
--
CREATE TABLE adjustment (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	clock_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	days INTEGER, 
	start DATE, 
	"end" DATE, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_adjustment PRIMARY KEY (id), 
	CONSTRAINT ck_adjustment_days_positive CHECK (days IS NULL OR days > 0), 
	CONSTRAINT fk_adjustment_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_adjustment_clock_id FOREIGN KEY(clock_id) REFERENCES clock (id), 
	CONSTRAINT ck_adjustment_kind_listed CHECK (kind IN ('extend', 'suspend'))
)
--
CREATE INDEX ix_adjustment_case_id ON adjustment (case_id)
--
CREATE INDEX ix_adjustment_clock_id ON adjustment (clock_id)
--
CREATE TABLE batch (
	id VARCHAR(64) NOT NULL, 
	matter_id VARCHAR(64) NOT NULL, 
	person_id VARCHAR(64) NOT NULL, 
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_batch PRIMARY KEY (id), 
	CONSTRAINT ck_batch_ends_after_start CHECK (ended_at IS NULL OR ended_at >= asked_at), 
	CONSTRAINT fk_batch_matter_id FOREIGN KEY(matter_id) REFERENCES matter (id), 
	CONSTRAINT fk_batch_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
--
CREATE INDEX ix_batch_matter_id ON batch (matter_id)
--
CREATE INDEX ix_batch_person_id ON batch (person_id)
--
CREATE INDEX ix_batch_unfinished ON batch (asked_at) WHERE ended_at IS NULL
--
CREATE TABLE firing (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	clock_id VARCHAR(64) NOT NULL, 
	due DATE NOT NULL, 
	rung VARCHAR(40) NOT NULL, 
	fired_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_firing PRIMARY KEY (id), 
	CONSTRAINT uq_firing_clock_id_due_rung UNIQUE (clock_id, due, rung), 
	CONSTRAINT fk_firing_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_firing_clock_id FOREIGN KEY(clock_id) REFERENCES clock (id), 
	CONSTRAINT ck_firing_rung_listed CHECK (rung IN ('amber', 'red', 'end'))
)
--
CREATE INDEX ix_firing_case_id ON firing (case_id)
--
CREATE INDEX ix_firing_clock_id ON firing (clock_id)
--
CREATE TABLE group_report (
	id VARCHAR(64) NOT NULL, 
	matter_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	people INTEGER NOT NULL, 
	place_id VARCHAR(64) NOT NULL, 
	demands_id VARCHAR(64) NOT NULL, 
	measures_id VARCHAR(64), 
	happened_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	reported_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_group_report PRIMARY KEY (id), 
	CONSTRAINT ck_group_report_people_positive CHECK (people > 0), 
	CONSTRAINT ck_group_report_reported_after_it_happened CHECK (happened_at <= reported_at), 
	CONSTRAINT fk_group_report_matter_id FOREIGN KEY(matter_id) REFERENCES matter (id), 
	CONSTRAINT fk_group_report_place_id FOREIGN KEY(place_id) REFERENCES personal (id), 
	CONSTRAINT fk_group_report_demands_id FOREIGN KEY(demands_id) REFERENCES personal (id), 
	CONSTRAINT fk_group_report_measures_id FOREIGN KEY(measures_id) REFERENCES personal (id), 
	CONSTRAINT ck_group_report_kind_listed CHECK (kind IN ('first', 'written', 'follow_up', 'last'))
)
--
CREATE INDEX ix_group_report_demands_id ON group_report (demands_id)
--
CREATE INDEX ix_group_report_matter_id ON group_report (matter_id)
--
CREATE INDEX ix_group_report_measures_id ON group_report (measures_id)
--
CREATE INDEX ix_group_report_place_id ON group_report (place_id)
--
CREATE TABLE joining (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	matter_id VARCHAR(64) NOT NULL, 
	since TIMESTAMP WITH TIME ZONE NOT NULL, 
	until TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_joining PRIMARY KEY (id), 
	CONSTRAINT ck_joining_ends_after_start CHECK (until IS NULL OR until >= since), 
	CONSTRAINT fk_joining_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_joining_matter_id FOREIGN KEY(matter_id) REFERENCES matter (id)
)
--
CREATE INDEX ix_joining_case_id ON joining (case_id)
--
CREATE INDEX ix_joining_matter_id ON joining (matter_id)
--
CREATE UNIQUE INDEX uq_joining_one_matter ON joining (case_id) WHERE until IS NULL
--
CREATE TABLE offer (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	round INTEGER NOT NULL, 
	maker_id VARCHAR(64) NOT NULL, 
	claim_id VARCHAR(64), 
	amount BIGINT, 
	text_id VARCHAR(64), 
	made_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	released_at TIMESTAMP WITH TIME ZONE, 
	answer VARCHAR(40), 
	answered_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_offer PRIMARY KEY (id), 
	CONSTRAINT ck_offer_rounds_from_one CHECK (round >= 1), 
	CONSTRAINT ck_offer_amount_not_negative CHECK (amount IS NULL OR amount >= 0), 
	CONSTRAINT ck_offer_answered_only_if_released CHECK (answer IS NULL OR released_at IS NOT NULL), 
	CONSTRAINT ck_offer_answer_has_its_time CHECK ((answer IS NULL) = (answered_at IS NULL)), 
	CONSTRAINT fk_offer_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_offer_maker_id FOREIGN KEY(maker_id) REFERENCES party (id), 
	CONSTRAINT fk_offer_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_offer_text_id FOREIGN KEY(text_id) REFERENCES personal (id), 
	CONSTRAINT ck_offer_answer_listed CHECK (answer IN ('accepted', 'rejected'))
)
--
CREATE INDEX ix_offer_case_id ON offer (case_id)
--
CREATE INDEX ix_offer_claim_id ON offer (claim_id)
--
CREATE INDEX ix_offer_maker_id ON offer (maker_id)
--
CREATE INDEX ix_offer_text_id ON offer (text_id)
--
CREATE TABLE paper (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	proceeding_id VARCHAR(64), 
	kind VARCHAR(40) NOT NULL, 
	number VARCHAR NOT NULL, 
	party_id VARCHAR(64), 
	agreement_id VARCHAR(64), 
	issued_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	pdf_sha256 VARCHAR(64) NOT NULL, 
	page_sha256 VARCHAR(64) NOT NULL, 
	docx_sha256 VARCHAR(64) NOT NULL, 
	template VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_paper PRIMARY KEY (id), 
	CONSTRAINT uq_paper_case_id_kind_number UNIQUE (case_id, kind, number), 
	CONSTRAINT fk_paper_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_paper_proceeding_id FOREIGN KEY(proceeding_id) REFERENCES proceeding (id), 
	CONSTRAINT fk_paper_party_id FOREIGN KEY(party_id) REFERENCES party (id), 
	CONSTRAINT fk_paper_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id), 
	CONSTRAINT fk_paper_pdf_sha256 FOREIGN KEY(pdf_sha256) REFERENCES blob (sha256), 
	CONSTRAINT fk_paper_page_sha256 FOREIGN KEY(page_sha256) REFERENCES blob (sha256), 
	CONSTRAINT fk_paper_docx_sha256 FOREIGN KEY(docx_sha256) REFERENCES blob (sha256), 
	CONSTRAINT ck_paper_kind_listed CHECK (kind IN ('application', 'oral_application', 'consent_inquiry', 'court_consent', 'rights_notice', 'acceptance_notice', 'non_acceptance_notice', 'appointment', 'meeting_notice', 'delivery_address', 'power_of_attorney', 'identity', 'minutes', 'extension_consent', 'undisputed_facts', 'agreement', 'termination_notice', 'arbitration_advice', 'withdrawal', 'performance_record', 'group_report', 'complaint', 'award', 'arbitration_refusal', 'referral_letter', 'referral_receipt', 'referral_decline', 'referral_report', 'lodging_letter', 'mediation_certificate', 'confirmation_application', 'court_acceptance', 'ruling_not_accepted', 'ruling_confirmed', 'ruling_rejected', 'ruling_withdrawal', 'ruling_deemed_withdrawn', 'civil_statement', 'supplementary_sheet', 'recusal', 'invitation', 'service_return', 'legal_representative', 'group_representatives', 'investigation', 'amount_confirmation', 'wage_sheet', 'review_application', 'review_acceptance', 'review_refusal', 'arbitral_statement', 'order_application', 'payment_order', 'order_ended', 'reminder', 'visit_record', 'calculation', 'evidence', 'other'))
)
--
CREATE INDEX ix_paper_agreement_id ON paper (agreement_id)
--
CREATE INDEX ix_paper_case_id ON paper (case_id)
--
CREATE INDEX ix_paper_party_id ON paper (party_id)
--
CREATE INDEX ix_paper_proceeding_id ON paper (proceeding_id)
--
CREATE TABLE representative (
	id VARCHAR(64) NOT NULL, 
	matter_id VARCHAR(64) NOT NULL, 
	party_id VARCHAR(64) NOT NULL, 
	elected_for VARCHAR(40) NOT NULL, 
	paper_id VARCHAR(64) NOT NULL, 
	since TIMESTAMP WITH TIME ZONE NOT NULL, 
	until TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_representative PRIMARY KEY (id), 
	CONSTRAINT ck_representative_ends_after_start CHECK (until IS NULL OR until >= since), 
	CONSTRAINT fk_representative_matter_id FOREIGN KEY(matter_id) REFERENCES matter (id), 
	CONSTRAINT fk_representative_party_id FOREIGN KEY(party_id) REFERENCES party (id), 
	CONSTRAINT fk_representative_paper_id FOREIGN KEY(paper_id) REFERENCES attachment (id), 
	CONSTRAINT ck_representative_elected_for_listed CHECK (elected_for IN ('mediation', 'arbitration', 'suit'))
)
--
CREATE INDEX ix_representative_matter_id ON representative (matter_id)
--
CREATE INDEX ix_representative_paper_id ON representative (paper_id)
--
CREATE INDEX ix_representative_party_id ON representative (party_id)
--
CREATE TABLE signature (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	agreement_id VARCHAR(64) NOT NULL, 
	capacity VARCHAR(40) NOT NULL, 
	party_id VARCHAR(64), 
	agent_id VARCHAR(64), 
	person_id VARCHAR(64), 
	organisation_id VARCHAR(64), 
	form VARCHAR(40) NOT NULL, 
	signed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_signature PRIMARY KEY (id), 
	CONSTRAINT ck_signature_party_named CHECK (capacity NOT IN ('party', 'agent') OR party_id IS NOT NULL), 
	CONSTRAINT ck_signature_agent_named CHECK ((capacity = 'agent') = (agent_id IS NOT NULL)), 
	CONSTRAINT ck_signature_mediator_named CHECK ((capacity = 'mediator') = (person_id IS NOT NULL)), 
	CONSTRAINT ck_signature_organisation_named CHECK ((capacity = 'organisation') = (organisation_id IS NOT NULL)), 
	CONSTRAINT fk_signature_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_signature_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id), 
	CONSTRAINT fk_signature_party_id FOREIGN KEY(party_id) REFERENCES party (id), 
	CONSTRAINT fk_signature_agent_id FOREIGN KEY(agent_id) REFERENCES agent (id), 
	CONSTRAINT fk_signature_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_signature_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT ck_signature_capacity_listed CHECK (capacity IN ('party', 'agent', 'mediator', 'organisation')), 
	CONSTRAINT ck_signature_form_listed CHECK (form IN ('signed', 'sealed', 'fingerprint', 'electronic'))
)
--
CREATE INDEX ix_signature_agent_id ON signature (agent_id)
--
CREATE INDEX ix_signature_agreement_id ON signature (agreement_id)
--
CREATE INDEX ix_signature_case_id ON signature (case_id)
--
CREATE INDEX ix_signature_organisation_id ON signature (organisation_id)
--
CREATE INDEX ix_signature_party_id ON signature (party_id)
--
CREATE INDEX ix_signature_person_id ON signature (person_id)
--
CREATE TABLE term (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	agreement_id VARCHAR(64) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	claim_id VARCHAR(64), 
	payer_id VARCHAR(64) NOT NULL, 
	payee_id VARCHAR(64) NOT NULL, 
	amount BIGINT, 
	tax VARCHAR(40), 
	insurance_included BOOLEAN, 
	method_id VARCHAR(64), 
	text_id VARCHAR(64), 
	due_wording_id VARCHAR(64), 
	CONSTRAINT pk_term PRIMARY KEY (id), 
	CONSTRAINT uq_term_agreement_id_ordinal UNIQUE (agreement_id, ordinal), 
	CONSTRAINT ck_term_payment_has_amount CHECK (kind <> 'payment' OR amount > 0), 
	CONSTRAINT ck_term_act_has_words CHECK (kind <> 'act' OR text_id IS NOT NULL), 
	CONSTRAINT ck_term_two_parties CHECK (payer_id <> payee_id), 
	CONSTRAINT fk_term_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_term_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id), 
	CONSTRAINT fk_term_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_term_payer_id FOREIGN KEY(payer_id) REFERENCES party (id), 
	CONSTRAINT fk_term_payee_id FOREIGN KEY(payee_id) REFERENCES party (id), 
	CONSTRAINT fk_term_method_id FOREIGN KEY(method_id) REFERENCES personal (id), 
	CONSTRAINT fk_term_text_id FOREIGN KEY(text_id) REFERENCES personal (id), 
	CONSTRAINT fk_term_due_wording_id FOREIGN KEY(due_wording_id) REFERENCES personal (id), 
	CONSTRAINT ck_term_kind_listed CHECK (kind IN ('payment', 'act')), 
	CONSTRAINT ck_term_tax_listed CHECK (tax IN ('before', 'after', 'not_taxed'))
)
--
CREATE INDEX ix_term_agreement_id ON term (agreement_id)
--
CREATE INDEX ix_term_case_id ON term (case_id)
--
CREATE INDEX ix_term_claim_id ON term (claim_id)
--
CREATE INDEX ix_term_due_wording_id ON term (due_wording_id)
--
CREATE INDEX ix_term_method_id ON term (method_id)
--
CREATE INDEX ix_term_payee_id ON term (payee_id)
--
CREATE INDEX ix_term_payer_id ON term (payer_id)
--
CREATE INDEX ix_term_text_id ON term (text_id)
--
CREATE TABLE batch_row (
	batch_id VARCHAR(64) NOT NULL, 
	place INTEGER NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	party VARCHAR(20), 
	result VARCHAR(20), 
	told TEXT, 
	done_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_batch_row PRIMARY KEY (batch_id, place), 
	CONSTRAINT ck_batch_row_place_from_zero CHECK (place >= 0), 
	CONSTRAINT ck_batch_row_done_with_a_result CHECK ((result IS NULL) = (done_at IS NULL)), 
	CONSTRAINT fk_batch_row_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_batch_row_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT ck_batch_row_kind_listed CHECK (kind IN ('application', 'oral_application', 'consent_inquiry', 'court_consent', 'rights_notice', 'acceptance_notice', 'non_acceptance_notice', 'appointment', 'meeting_notice', 'delivery_address', 'power_of_attorney', 'identity', 'minutes', 'extension_consent', 'undisputed_facts', 'agreement', 'termination_notice', 'arbitration_advice', 'withdrawal', 'performance_record', 'group_report', 'complaint', 'award', 'arbitration_refusal', 'referral_letter', 'referral_receipt', 'referral_decline', 'referral_report', 'lodging_letter', 'mediation_certificate', 'confirmation_application', 'court_acceptance', 'ruling_not_accepted', 'ruling_confirmed', 'ruling_rejected', 'ruling_withdrawal', 'ruling_deemed_withdrawn', 'civil_statement', 'supplementary_sheet', 'recusal', 'invitation', 'service_return', 'legal_representative', 'group_representatives', 'investigation', 'amount_confirmation', 'wage_sheet', 'review_application', 'review_acceptance', 'review_refusal', 'arbitral_statement', 'order_application', 'payment_order', 'order_ended', 'reminder', 'visit_record', 'calculation', 'evidence', 'other'))
)
--
CREATE INDEX ix_batch_row_case_id ON batch_row (case_id)
--
CREATE TABLE instalment (
	id VARCHAR(64) NOT NULL, 
	case_id VARCHAR(64) NOT NULL, 
	term_id VARCHAR(64) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	amount BIGINT, 
	due_on DATE, 
	paid_on DATE, 
	paid_amount BIGINT, 
	CONSTRAINT pk_instalment PRIMARY KEY (id), 
	CONSTRAINT uq_instalment_term_id_ordinal UNIQUE (term_id, ordinal), 
	CONSTRAINT ck_instalment_paid_positive CHECK (paid_amount IS NULL OR paid_amount > 0), 
	CONSTRAINT ck_instalment_not_overpaid CHECK (paid_amount IS NULL OR amount IS NULL OR paid_amount <= amount), 
	CONSTRAINT fk_instalment_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_instalment_term_id FOREIGN KEY(term_id) REFERENCES term (id)
)
--
CREATE INDEX ix_instalment_case_id ON instalment (case_id)
--
CREATE INDEX ix_instalment_term_id ON instalment (term_id)
--
CREATE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'event is append-only'; END $$
--
CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_append_only()
--
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_append_only()
--
CREATE FUNCTION definition_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'definition is append-only'; END $$
--
CREATE TRIGGER definition_no_change BEFORE UPDATE OR DELETE ON definition FOR EACH ROW EXECUTE FUNCTION definition_append_only()
--
CREATE TRIGGER definition_no_truncate BEFORE TRUNCATE ON definition FOR EACH STATEMENT EXECUTE FUNCTION definition_append_only()
--
CREATE FUNCTION blob_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'blob is append-only'; END $$
--
CREATE TRIGGER blob_no_change BEFORE UPDATE OR DELETE ON blob FOR EACH ROW EXECUTE FUNCTION blob_append_only()
--
CREATE TRIGGER blob_no_truncate BEFORE TRUNCATE ON blob FOR EACH STATEMENT EXECUTE FUNCTION blob_append_only()
--
CREATE FUNCTION personal_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_word WHERE source = OLD.id; RETURN NULL; END $$
--
CREATE TRIGGER personal_erased AFTER UPDATE OF value ON personal FOR EACH ROW WHEN (NEW.value IS NULL) EXECUTE FUNCTION personal_erased()

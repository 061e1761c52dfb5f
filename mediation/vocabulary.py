"""Closed lists, as the statutes and the clerks say them. Imports nothing of ours.

A member's value is what the database, the API and the procedure files hold; ``.zh`` is the legal term and ``.en`` the
glossary's translation.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A member of a closed list, with its Chinese term and its English one."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make a member from ``(value, zh, en)``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en or value.replace("_", " ")
        return member


class Stage(Word):
    """The four stages of the mechanism (四早)."""

    REPORT = "report", "报告", "report"
    ENGAGE = "engage", "参与", "engage"
    HANDLE = "handle", "处置", "handle"
    RESOLVE = "resolve", "化解", "resolve"


class Relation(Word):
    """What somebody is to a case; decides who may record a move."""

    ASSIGNED_MEDIATOR = "assigned_mediator", "承办调解员", "assigned mediator"
    HEAD = "head", "调解组织负责人", "head of the desk"
    REGISTRAR = "registrar", "登记人员", "registrar"
    UNION_LIAISON = "union_liaison", "工会诉调联络员", "union liaison"
    COURT_CLERK = "court_clerk", "法院诉调对接人员", "court clerk"
    SYSTEM = "system", "系统", "system"


class Role(Word):
    """What a person is in an organisation."""

    MEDIATOR = "mediator", "调解员", "mediator"
    HEAD = "head", "调解组织负责人", "head of the desk"
    REGISTRAR = "registrar", "登记人员", "registrar"
    UNION_LIAISON = "union_liaison", "工会诉调联络员", "union liaison"
    COURT_CLERK = "court_clerk", "法院诉调对接人员", "court clerk"
    ADMINISTRATOR = "administrator", "系统管理员", "administrator"


class OrganisationKind(Word):
    """The bodies a case passes between."""

    UNION = "union", "工会", "trade union"
    ENTERPRISE = "enterprise", "企业劳动争议调解委员会", "enterprise mediation committee"
    STREET = "street", "街道（乡镇）调解组织", "street or township mediation body"
    COURT = "court", "人民法院", "people's court"
    ARBITRATION = "arbitration", "劳动人事争议仲裁委员会", "labour dispute arbitration commission"


class LegalBasis(Word):
    """Why a body may mediate (law.md §9-22); without one there is no confirmation and no arbitration review."""

    MAL10_1 = "mal10_1", "企业劳动争议调解委员会（调解仲裁法第十条第一款第一项）", "enterprise committee (MAL 10(1))"
    MAL10_2 = "mal10_2", "基层人民调解组织（调解仲裁法第十条第一款第二项）", "grassroots people's mediation (MAL 10(2))"
    MAL10_3 = "mal10_3", "乡镇、街道调解组织（调解仲裁法第十条第一款第三项）", "township or street body (MAL 10(3))"
    PML34 = "pml34", "工会设立的人民调解委员会（人民调解法第三十四条）", "union people's mediation committee (PML 34)"
    COURT_ROSTER = "court_roster", "人民法院特邀调解组织名册（特邀调解规定）", "court roster (SI16)"


class Source(Word):
    """How the dispute reached the desk."""

    APPLICATION = "application", "当事人申请", "application"
    COURT = "court", "法院移送", "court"
    ARBITRATION = "arbitration", "仲裁移送", "arbitration"
    OWN_INITIATIVE = "own_initiative", "主动调解", "own initiative"


class Nature(Word):
    """What kind of relation the dispute is about; decides whether the labour-dispute statutes apply."""

    LABOUR = "labour", "劳动争议", "labour dispute"
    SERVICE = "service", "劳务合同纠纷", "contract-for-services dispute"
    PLATFORM = "platform", "新就业形态用工纠纷", "new-form employment dispute"
    OVERAGE = "overage", "超龄劳动者用工纠纷", "dispute of a worker past retirement age"


class PartyKind(Word):
    """What a party is."""

    WORKER = "worker", "劳动者", "worker"
    HEIR = "heir", "死亡劳动者的近亲属", "heir of a dead worker"
    EMPLOYER = "employer", "用人单位", "employer"
    DISPATCH_UNIT = "dispatch_unit", "劳务派遣单位", "dispatch unit"
    USER_UNIT = "user_unit", "用工单位", "user unit"
    PROJECT_OWNER = "project_owner", "建设单位", "project owner"
    GENERAL_CONTRACTOR = "general_contractor", "施工总承包单位", "general contractor"
    SUBCONTRACTOR = "subcontractor", "分包单位", "subcontractor"
    INDIVIDUAL = "individual", "个人（雇主、承包人）", "individual"
    THIRD_PARTY = "third_party", "第三人", "third party"


class Side(Word):
    """Which side of the dispute a party stands on."""

    APPLICANT = "applicant", "申请人", "applicant"
    RESPONDENT = "respondent", "被申请人", "respondent"
    THIRD = "third", "第三人", "third party"


class ParticipantRole(Word):
    """Who else takes part in a dispute, besides parties, their agents and mediators (SI16 16; PML 20)."""

    WITNESS = "witness", "证人", "witness"
    ASSESSOR = "assessor", "人民陪审员", "people's assessor"
    APPRAISER = "appraiser", "鉴定人", "appraiser"
    INTERPRETER = "interpreter", "翻译人员", "interpreter"
    LITIGATION_AGENT = "litigation_agent", "诉讼（仲裁）代理人", "agent in the suit or arbitration"
    LEGAL_AID_LAWYER = "legal_aid_lawyer", "法律援助承办人", "legal-aid lawyer"
    INVITED = "invited", "受邀协助调解人", "person invited to assist"


class Part(Word):
    """What somebody can be in a dispute besides a participant."""

    PARTY = "party", "当事人", "party"
    REPRESENTATIVE = "representative", "法定代表人（负责人）", "legal representative"
    AGENT = "agent", "委托代理人", "agent"
    MEDIATOR = "mediator", "调解员", "mediator"


class Authority(Word):
    """How far an agent may go (授权委托书); only special authority may settle (CPL 62)."""

    GENERAL = "general", "一般授权", "general authority"
    SPECIAL = "special", "特别授权", "special authority"
    REPRESENTATIVE = "representative", "推选的代表人", "elected representative"


class ClaimItem(Word):
    """What is claimed (law.md §6.2)."""

    WAGES = "wages", "拖欠工资", "wage arrears"
    OVERTIME = "overtime", "加班费", "overtime pay"
    SEVERANCE = "severance", "经济补偿", "severance"
    DAMAGES = "damages", "违法解除赔偿金", "damages for unlawful termination"
    DOUBLE_WAGES = "double_wages", "二倍工资差额", "double wages"
    ANNUAL_LEAVE = "annual_leave", "未休年休假工资报酬", "pay for annual leave not taken"
    INJURY_MEDICAL = "injury_medical", "工伤医疗费", "work-injury medical fees"
    INJURY_BENEFIT = "injury_benefit", "工伤待遇", "work-injury benefits"
    SOCIAL_INSURANCE = "social_insurance", "社会保险", "social insurance"
    NON_COMPETE = "non_compete", "竞业限制补偿", "non-compete compensation"
    RELATION = "relation", "确认劳动关系", "confirmation of employment relation"
    REINSTATEMENT = "reinstatement", "继续履行劳动合同", "reinstatement"
    SERVICE_FEE = "service_fee", "劳务报酬", "fee for services"
    OTHER = "other", "其他", "other"


class FactClass(Word):
    """What may be done with a fact that was said (SI16 22; SI21 18, 22)."""

    UNDISPUTED = "undisputed", "无争议事实", "undisputed"
    DISPUTED = "disputed", "争议事实", "disputed"
    CONCESSION = "concession", "妥协事项（保密）", "conceded only to reach agreement (confidential)"


class Audience(Word):
    """Who may read what was said."""

    JOINT = "joint", "共同部分", "joint part"
    APPLICANT_SIDE = "applicant_side", "申请人一方（背对背）", "applicant's caucus"
    RESPONDENT_SIDE = "respondent_side", "被申请人一方（背对背）", "respondent's caucus"
    MEDIATOR = "mediator", "仅本案调解员", "mediator only"


class ConsentSubject(Word):
    """What somebody agrees to or refuses."""

    MEDIATION = "mediation", "同意调解", "mediation"
    EXTENSION = "extension", "同意延长调解期限", "extension of the term"
    CONFLICT = "conflict", "披露后仍同意由该调解员调解", "this mediator, after disclosure"
    CONCESSION_TRAVELS = "concession_travels", "同意该妥协事项移送", "that a concession may travel"
    REPRESENTATION = "representation", "同意代表人代为处分", "that a representative waives or settles"


class ConsentAnswer(Word):
    """What was answered, or that nobody could be asked."""

    AGREED = "agreed", "同意", "agreed"
    REFUSED = "refused", "不同意", "refused"
    UNREACHABLE = "unreachable", "无法联系", "unreachable"


class Channel(Word):
    """How somebody was reached or where a meeting is held."""

    IN_PERSON = "in_person", "当面", "in person"
    PHONE = "phone", "电话", "phone"
    VIDEO = "video", "视频", "video"
    ONLINE = "online", "调解平台", "court mediation platform"
    POST = "post", "邮寄", "post"
    COURT = "court", "法院征询", "asked by the court"


class ContactOutcome(Word):
    """How an attempt to reach somebody went."""

    SPOKEN = "spoken", "已沟通", "spoken"
    NO_ANSWER = "no_answer", "未接", "no answer"
    SWITCHED_OFF = "switched_off", "停机或关机", "switched off"
    REJECTED = "rejected", "拒接", "rejected"


class TaxTerm(Word):
    """Whether an amount is before or after tax (law.md §0-25)."""

    BEFORE = "before", "税前", "before tax"
    AFTER = "after", "税后", "after tax"
    NOT_TAXED = "not_taxed", "不涉税", "not taxed"


class SignerCapacity(Word):
    """In what capacity somebody signs a settlement (law.md §3.1)."""

    PARTY = "party", "当事人", "party"
    AGENT = "agent", "委托代理人", "agent"
    MEDIATOR = "mediator", "调解员", "mediator"
    ORGANISATION = "organisation", "调解组织（盖章）", "organisation's seal"


class SignatureForm(Word):
    """How it was signed."""

    SIGNED = "signed", "签名", "signed"
    SEALED = "sealed", "盖章", "sealed"
    FINGERPRINT = "fingerprint", "签名并捺印", "name with fingerprint"
    ELECTRONIC = "electronic", "电子签名", "electronic signature"


class ReferralKind(Word):
    """Under which title a court or a commission hands a case over (law.md §2.2, §0-1)."""

    DELEGATED = "delegated", "委派调解", "court-delegated mediation (pre-filing)"
    ENTRUSTED_ORDINARY = "entrusted_ordinary", "委托调解（普通程序）", "court-entrusted mediation (ordinary)"
    ENTRUSTED_SUMMARY = "entrusted_summary", "委托调解（简易程序）", "court-entrusted mediation (summary)"
    PRIOR_ORDINARY = "prior_ordinary", "先行调解（普通程序）", "mediation prior to litigation (ordinary)"
    PRIOR_SUMMARY = "prior_summary", "先行调解（简易程序）", "mediation prior to litigation (summary)"
    ARBITRATION_SUGGESTED = "arbitration_suggested", "仲裁调解建议", "mediation suggested by the commission"
    ARBITRATION_ENTRUSTED = "arbitration_entrusted", "仲裁庭委托调解", "mediation entrusted by the tribunal"


class PaperKind(Word):
    """Every paper a case makes or receives (law.md §4)."""

    APPLICATION = "application", "调解申请书", "application for mediation"
    ORAL_APPLICATION = "oral_application", "口头申请笔录", "record of an oral application"
    CONSENT_INQUIRY = "consent_inquiry", "调解征询意见书", "inquiry of consent"
    COURT_CONSENT = "court_consent", "当事人同意调解的记录（法院）", "record of consent taken by the court"
    RIGHTS_NOTICE = "rights_notice", "权利义务告知书", "notice of rights and duties"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理通知书", "notice of acceptance"
    NON_ACCEPTANCE_NOTICE = "non_acceptance_notice", "不予受理通知书", "notice of non-acceptance"
    APPOINTMENT = "appointment", "调解员选定（指派）书", "appointment of the mediator"
    MEETING_NOTICE = "meeting_notice", "调解通知书", "notice of a mediation meeting"
    DELIVERY_ADDRESS = "delivery_address", "送达地址确认书", "confirmation of address for service"
    POWER_OF_ATTORNEY = "power_of_attorney", "授权委托书", "power of attorney"
    IDENTITY = "identity", "当事人身份证明", "proof of identity"
    MINUTES = "minutes", "调解笔录", "minutes of mediation"
    EXTENSION_CONSENT = "extension_consent", "延期调解同意书", "consent to extension"
    UNDISPUTED_FACTS = "undisputed_facts", "无争议事实记载表", "record of undisputed facts"
    AGREEMENT = "agreement", "调解协议书", "mediation agreement"
    TERMINATION_NOTICE = "termination_notice", "调解终止通知书", "notice of termination"
    ARBITRATION_ADVICE = "arbitration_advice", "告知仲裁书", "written advice of arbitration"
    WITHDRAWAL = "withdrawal", "撤回申请书", "withdrawal of the application"
    PERFORMANCE_RECORD = "performance_record", "履行确认书", "record of performance"
    GROUP_REPORT = "group_report", "群体性劳动争议情况报告", "report of a group event"
    COMPLAINT = "complaint", "起诉状", "complaint"
    AWARD = "award", "仲裁裁决书", "arbitral award"
    ARBITRATION_REFUSAL = "arbitration_refusal", "仲裁不予受理通知书", "arbitration commission's refusal"
    REFERRAL_LETTER = "referral_letter", "委派（委托）调解函", "letter of referral"
    REFERRAL_RECEIPT = "referral_receipt", "材料接收回执", "receipt of materials"
    REFERRAL_DECLINE = "referral_decline", "不接受委派（委托）函", "letter declining a referral"
    REFERRAL_REPORT = "referral_report", "委派（委托）调解情况反馈函", "report on a referral"
    LODGING_LETTER = "lodging_letter", "备案函", "letter lodging the agreement"
    MEDIATION_CERTIFICATE = "mediation_certificate", "调解组织主持调解的证明", "proof that the organisation presided"
    CONFIRMATION_APPLICATION = "confirmation_application", "司法确认申请书", "application for judicial confirmation"
    COURT_ACCEPTANCE = "court_acceptance", "受理通知书（法院）", "court's notice of acceptance"
    RULING_NOT_ACCEPTED = "ruling_not_accepted", "民事裁定书（不予受理）", "ruling: not accepted"
    RULING_CONFIRMED = "ruling_confirmed", "民事裁定书（确认调解协议有效）", "ruling: agreement valid"
    RULING_REJECTED = "ruling_rejected", "民事裁定书（驳回申请）", "ruling: application rejected"
    RULING_WITHDRAWAL = "ruling_withdrawal", "民事裁定书（准许撤回）", "ruling: withdrawal allowed"
    RULING_DEEMED_WITHDRAWN = "ruling_deemed_withdrawn", "民事裁定书（按撤回申请处理）", "ruling: deemed withdrawn"
    CIVIL_STATEMENT = "civil_statement", "民事调解书", "civil mediation statement"
    SUPPLEMENTARY_SHEET = "supplementary_sheet", "补充约定", "supplementary sheet to an agreement"
    RECUSAL = "recusal", "调解员回避（更换）申请及决定书", "request and decision on recusal of a mediator"
    INVITATION = "invitation", "邀请协助调解函", "invitation to assist in mediation"
    SERVICE_RETURN = "service_return", "送达回证", "proof of service"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人身份证明书", "proof of the legal representative"
    GROUP_REPRESENTATIVES = "group_representatives", "推选代表人证明书", "proof of elected representatives"
    INVESTIGATION = "investigation", "调查记录", "record of an inquiry"
    AMOUNT_CONFIRMATION = "amount_confirmation", "逐人金额确认表", "each worker's confirmation of the amount"
    WAGE_SHEET = "wage_sheet", "农民工工资发放明细表", "sheet of wages paid to migrant workers"
    REVIEW_APPLICATION = "review_application", "仲裁审查申请书", "application for arbitral review"
    REVIEW_ACCEPTANCE = "review_acceptance", "受理通知书（仲裁审查）", "notice of acceptance for arbitral review"
    REVIEW_REFUSAL = "review_refusal", "不予制作调解书决定书", "refusal of an arbitral mediation statement"
    ARBITRAL_STATEMENT = "arbitral_statement", "仲裁调解书", "arbitral mediation statement"
    ORDER_APPLICATION = "order_application", "支付令申请书", "application for a payment order"
    PAYMENT_ORDER = "payment_order", "支付令", "payment order"
    ORDER_ENDED = "order_ended", "民事裁定书（终结督促程序）", "ruling: payment-order procedure ended"
    REMINDER = "reminder", "督促履行通知", "reminder to perform"
    VISIT_RECORD = "visit_record", "回访记录", "record of a follow-up visit"
    CALCULATION = "calculation", "法定测算单", "statutory reckoning"
    EVIDENCE = "evidence", "证据材料", "evidence"
    OTHER = "other", "其他材料", "other material"


COURT_DRAFTS = frozenset(
    {
        PaperKind.REFERRAL_LETTER,
        PaperKind.COURT_ACCEPTANCE,
        PaperKind.RULING_NOT_ACCEPTED,
        PaperKind.RULING_CONFIRMED,
        PaperKind.RULING_REJECTED,
        PaperKind.RULING_WITHDRAWAL,
        PaperKind.RULING_DEEMED_WITHDRAWN,
    }
)
"""Papers that are issued as a court's drafts only: its clerk's alone to make and to see (law.md §0-23)."""


class Severity(Word):
    """Whether a rule refuses or only warns."""

    BLOCK = "block", "不能办理", "refused"
    WARN = "warn", "提示", "warning"


class Truth(Word):
    """What a rule answers, three-valued."""

    MET = "met", "已满足", "met"
    UNMET = "unmet", "未满足", "unmet"
    UNKNOWN = "unknown", "尚不清楚", "unknown"


class Rung(Word):
    """The steps of a clock."""

    AMBER = "amber", "临期", "amber"
    RED = "red", "紧急", "red"
    END = "end", "届满", "end"


class Unit(Word):
    """What a period is counted in."""

    DAY = "day", "日", "calendar day"
    WORKING_DAY = "working_day", "工作日", "working day"
    HOUR = "hour", "小时", "hour"
    MONTH = "month", "个月", "month"
    YEAR = "year", "年", "year"

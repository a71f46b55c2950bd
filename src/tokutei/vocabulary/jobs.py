"""Words for kinds of paid work."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["JobKind"]


class JobKind(Word):
    """A kind of paid work, as far as the text of an activity can be compared with it.

    The words are ours; the law has no list of jobs. What a kind does not settle is not decided.
    """

    OFFICE = "office", "事務", "Clerical and general office work"
    ENGINEERING = "engineering", "技術開発", "Engineering and software work"
    """Work that needs technology or knowledge of the natural sciences."""
    INTERPRETING = "interpreting", "通訳・翻訳", "Interpreting and translation"
    TEACHING_SCHOOL = "teaching_school", "学校教育", "Teaching in a school"
    """The schools named in the row 教育 (not universities); university teaching = other."""
    TEACHING_LANGUAGE = "teaching_language", "語学指導", "Language teaching outside such schools"
    """Language schools, companies."""
    CARE = "care", "介護", "Care work"
    NURSING = "nursing", "看護", "Licensed nursing"
    """By a licensed nurse."""
    RESTAURANT_SERVICE = "restaurant_service", "飲食店接客", "Restaurant service"
    """Serving, cash desk."""
    COOKING = "cooking", "調理", "Cooking"
    """Any cuisine."""
    RETAIL = "retail", "小売", "Shop work"
    FACTORY = "factory", "製造", "Factory work"
    """Line work."""
    AGRICULTURE = "agriculture", "農業", "Agriculture"
    CONSTRUCTION = "construction", "建設", "Construction site work"
    CLEANING = "cleaning", "清掃", "Cleaning"
    DRIVING = "driving", "運転", "Driving"
    LODGING = "lodging", "宿泊", "Lodging services"
    """Hotel work."""
    ENTERTAINMENT_VENUE = (
        "entertainment_venue",
        "風俗営業等の営業所での業務",
        "Work at an entertainment venue under the 風営法",
    )
    """Any job at the places and businesses shut out by Reg. 19(5)(i)."""
    HOUSEHOLD = "household", "家事", "Domestic work"
    SELF_EMPLOYED = "self_employed", "個人事業", "Own business without employer"
    """Other than as manager of a company."""
    MANAGEMENT = "management", "経営・管理", "Running or managing a business"
    RESEARCH = "research", "研究", "Research under contract"
    """Outside universities."""
    INTERNSHIP = "internship", "インターンシップ", "Internship"
    """Paid; unpaid needs no permission under 19(1)."""
    OTHER = "other", "その他", "Other"

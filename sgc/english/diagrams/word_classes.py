"""The classes of words: those that a word of grammar may be of, and what each costs behind another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Tag(Enum):
    """Classes of words, by what they do in a clause."""

    DET = "determiner"
    NUM = "number"
    ADJ = "adjective"
    NOUN = "noun"
    NOUNS = "noun in the plural"
    PRON = "pronoun"
    V3 = "verb in the third person"
    VP = "verb in its base form, finite"
    VI = "infinitive"
    VD = "past"
    VN = "participle"
    VG = "form in -ing"
    BE = "be"
    HAVE = "have, before a participle"
    MODAL = "modal"
    TO = "to, before an infinitive"
    PREP = "preposition"
    AND = "and, or"
    ALSO = "and, or, behind a pronoun"
    COMMA = "comma"
    SUB = "if, when, while"
    REL = "which, who, where"
    ADV = "adverb"
    NOT = "not"
    MARK = "another mark"


T = Tag
#: Words of grammar with their classes, the most frequent first.
FIXED: Mapping[str, tuple[Tag, ...]] = {
    **dict.fromkeys(("the", "a", "an", "every", "its", "their", "his", "my", "our", "your", "no"), (T.DET,)),
    **dict.fromkeys(("this", "these", "those", "some", "any", "several", "many", "another", "other", "others", "one"),
                    (T.DET, T.PRON)),
    **dict.fromkeys(("each", "either", "neither"), (T.DET, T.PRON, T.ADV)),
    **dict.fromkeys(("both", "all"), (T.PRON, T.DET, T.ADV)),
    "her": (T.DET, T.PRON),
    **dict.fromkeys(("it", "they", "he", "she", "we", "you", "i", "them", "him", "us", "me", "itself", "themselves",
                     "everyone", "everybody", "someone", "somebody", "nobody", "anyone", "anybody", "anything",
                     "everything", "nothing", "whoever", "whatever",
                     "there"), (T.PRON,)),
    **dict.fromkeys(("is", "are", "was", "were", "be", "been", "am", "being"), (T.BE,)),
    **dict.fromkeys(("gets", "get"), (T.V3, T.VP, T.VI, T.BE)),
    "has": (T.V3, T.HAVE), "have": (T.VP, T.VI, T.HAVE), "had": (T.VD, T.HAVE),
    **dict.fromkeys(("may", "must", "will", "should", "could", "would", "might", "shall", "does", "do", "did",
                     "cannot", "can't", "won't", "doesn't", "don't", "didn't"), (T.MODAL,)),
    **dict.fromkeys(("isn't", "aren't", "wasn't", "there's", "it's", "that's", "he's", "she's", "they're"), (T.BE,)),
    **dict.fromkeys(("not", "never"), (T.NOT,)),
    "to": (T.TO, T.PREP),
    **dict.fromkeys(("of", "from", "into", "onto", "at", "with", "for", "about", "between", "among", "through",
                     "via", "during", "without", "within", "against", "towards", "toward", "across", "per", "upon",
                     "under", "beside", "behind", "above", "below", "inside", "outside"), (T.PREP,)),
    "by": (T.PREP,), "like": (T.PREP, T.VP),
    **dict.fromkeys(("in", "on", "over", "up", "down", "out", "off", "back", "along", "around", "away"),
                    (T.PREP, T.ADV)),
    **dict.fromkeys(("after", "before", "until", "till", "as", "since", "than"), (T.SUB, T.PREP)),
    **dict.fromkeys(("and", "or", "nor", "but", "&"), (T.AND,)),
    **dict.fromkeys(("if", "when", "whenever", "unless", "while", "whereas", "because", "whether", "although", "how",
                     "why"), (T.SUB,)),
    "can": (T.MODAL, T.NOUN), "once": (T.SUB, T.ADV), "so": (T.SUB, T.ADV),
    **dict.fromkeys(("which", "who", "whom", "whose", "where"), (T.REL,)),
    "that": (T.REL, T.DET, T.PRON, T.SUB),
    **dict.fromkeys(("then", "also", "again", "first", "finally", "next", "otherwise", "too", "later", "afterwards",
                     "else", "now", "only", "there", "here", "together", "always", "often", "meanwhile", "instead",
                     "already", "just", "still", "thereafter", "lastly", "usually", "however", "therefore"), (T.ADV,)),
    **dict.fromkeys(("called", "named", "labelled", "labeled", "titled"), (T.VN,)),
    "further": (T.ADV, T.ADJ),
    "next": (T.ADV, T.ADJ), "first": (T.ADV, T.ADJ), "only": (T.ADV, T.ADJ), "last": (T.ADJ, T.ADV),
    "own": (T.ADJ,), "same": (T.ADJ,), "more": (T.ADJ, T.ADV), "most": (T.ADJ, T.ADV), "in parallel": (T.ADV,),
}  # fmt: skip
#: The cost of a class behind another: a dictionary of what may follow each, and of all others.
FOLLOWS: Mapping[Tag | None, tuple[float, Mapping[Tag, float]]] = {
    None: (2, {T.DET: 0, T.NUM: 0, T.ADJ: 0.3, T.NOUN: 0.2, T.NOUNS: 0, T.PRON: 0, T.VI: 0.3, T.PREP: 0.3, T.SUB: 0,
               T.ADV: 0, T.VG: 0.6, T.VN: 1, T.TO: 0.4, T.MARK: 0, T.REL: 0.8, T.AND: 0.3, T.COMMA: 0.5, T.V3: 0.7,
               T.BE: 1, T.VP: 3, T.MODAL: 2, T.NOT: 1}),
    T.DET: (5, {T.NOUN: 0, T.NOUNS: 0, T.ADJ: 0, T.NUM: 0.2, T.VN: 0.5, T.VG: 0.6, T.ADV: 1, T.DET: 1.2, T.PREP: 2.5}),
    T.NUM: (3, {T.NOUNS: 0, T.NOUN: 0.4, T.ADJ: 0.1, T.VN: 0.6, T.VG: 0.8, T.NUM: 1, T.PREP: 1, T.MARK: 0, T.COMMA: 0.5,
                T.AND: 0.5}),
    T.ADJ: (2.5, {T.NOUN: 0, T.NOUNS: 0, T.ADJ: 0.4, T.AND: 0.5, T.COMMA: 0.6, T.PREP: 0.7, T.MARK: 0.3, T.SUB: 0.7,
                  T.TO: 0.7, T.NUM: 1, T.VG: 1.2, T.VN: 1.2, T.ADV: 0.9, T.MODAL: 0.9}),
    T.NOUN: (2.5, {T.V3: 0.2, T.BE: 0, T.MODAL: 0, T.HAVE: 0.1, T.VD: 0.6, T.VP: 1.8, T.NOUN: 0.5, T.NOUNS: 0.7,
                   T.PREP: 0, T.AND: 0, T.COMMA: 0, T.MARK: 0, T.REL: 0.1, T.SUB: 0.3, T.ADV: 0.4, T.VN: 1, T.VG: 0.9,
                   T.TO: 0.5, T.NUM: 1, T.NOT: 1.5, T.DET: 2, T.ADJ: 2.2, T.PRON: 1.2}),
    T.NOUNS: (2.5, {T.VP: 0.3, T.BE: 0, T.MODAL: 0, T.HAVE: 0.1, T.VD: 0.6, T.V3: 2, T.NOUN: 2.2, T.NOUNS: 1.8,
                    T.PREP: 0, T.AND: 0, T.COMMA: 0, T.MARK: 0, T.REL: 0.1, T.SUB: 0.3, T.ADV: 0.4, T.VN: 0.9,
                    T.VG: 0.8, T.TO: 0.5, T.DET: 2, T.ADJ: 2.2, T.PRON: 1}),
    T.PRON: (2.5, {T.V3: 0, T.VP: 0, T.BE: 0, T.MODAL: 0, T.HAVE: 0, T.VD: 0.2, T.PREP: 0.2, T.AND: 0.2, T.COMMA: 0.2,
                   T.MARK: 0, T.ADV: 0.2, T.SUB: 0.3, T.TO: 0.3, T.REL: 0.5, T.VI: 0.8, T.VN: 1, T.VG: 1, T.ADJ: 0.9,
                   T.DET: 1, T.NOT: 1}),
    T.V3: (2.5, {}), T.VI: (2.5, {}), T.VP: (2.5, {}), T.VD: (2.5, {}), T.VG: (2.5, {}),
    T.BE: (2.5, {T.VN: 0, T.VG: 0.2, T.ADJ: 0, T.DET: 0, T.PREP: 0.2, T.ADV: 0.1, T.NOT: 0, T.NUM: 0.3, T.NOUN: 0.6,
                 T.NOUNS: 0.6, T.PRON: 0.6, T.BE: 0.1, T.TO: 0.5, T.SUB: 0.6, T.MARK: 1}),
    T.HAVE: (5, {T.VN: 0, T.NOT: 0.2, T.ADV: 0.3, T.BE: 0.1}),
    T.MODAL: (5, {T.VI: 0, T.BE: 0, T.NOT: 0, T.ADV: 0.2, T.HAVE: 0.2, T.PRON: 0.8, T.DET: 1}),
    T.NOT: (2, {T.VI: 0, T.VN: 0, T.VG: 0.3, T.ADJ: 0, T.DET: 0.2, T.PREP: 0.4, T.ADV: 0.3, T.MARK: 0.3, T.COMMA: 0.3,
                T.BE: 0.1, T.V3: 0.5, T.VP: 0.5, T.NOUN: 0.8, T.NOUNS: 0.7}),
    T.TO: (6, {T.VI: 0, T.BE: 0, T.ADV: 1, T.HAVE: 0.5}),
    T.PREP: (3.5, {T.DET: 0, T.NOUN: 0.2, T.NOUNS: 0.1, T.PRON: 0, T.NUM: 0, T.ADJ: 0.2, T.VG: 0.4, T.VN: 1.2,
                   T.PREP: 1, T.ADV: 1, T.REL: 0.8, T.MARK: 1.4, T.COMMA: 1.4, T.AND: 1.4}),
    T.AND: (2.5, {T.DET: 0, T.NOUN: 0.1, T.NOUNS: 0.1, T.ADJ: 0.2, T.NUM: 0, T.PRON: 0.1, T.V3: 0.1, T.VP: 0.3,
                  T.VI: 0.2, T.VD: 0.4, T.VN: 0.4, T.VG: 0.5, T.BE: 0.3, T.PREP: 0.3, T.ADV: 0, T.SUB: 0.1,
                  T.MODAL: 0.5, T.HAVE: 0.5, T.TO: 0.3, T.REL: 0.3, T.NOT: 0.4, T.COMMA: 0.5}),
    T.ALSO: (2.5, {T.DET: 0.2, T.NOUN: 0.9, T.NOUNS: 0.8, T.ADJ: 0.6, T.NUM: 0.3, T.PRON: 0.1, T.V3: 0.1, T.VP: 0.3,
                   T.VI: 0.1, T.VD: 0.4, T.VN: 0.4, T.VG: 0.5, T.BE: 0.3, T.PREP: 0.3, T.ADV: 0, T.SUB: 0.1,
                   T.MODAL: 0.5, T.HAVE: 0.5, T.TO: 0.3, T.REL: 0.3, T.NOT: 0.4, T.COMMA: 0.5}),
    T.COMMA: (2.5, {T.DET: 0, T.NOUN: 0.1, T.NOUNS: 0.1, T.ADJ: 0.2, T.NUM: 0, T.PRON: 0, T.AND: 0, T.REL: 0, T.SUB: 0,
                    T.ADV: 0, T.V3: 0.3, T.VP: 0.6, T.VI: 0.4, T.VD: 0.7, T.VN: 0.5, T.VG: 0.4, T.BE: 0.6, T.PREP: 0.2,
                    T.TO: 0.4, T.MODAL: 0.8, T.NOT: 0.4, T.HAVE: 0.6}),
    T.SUB: (2.5, {T.DET: 0, T.NOUN: 0.2, T.NOUNS: 0.1, T.PRON: 0, T.ADJ: 0.4, T.NUM: 0.1, T.VG: 0.4, T.VN: 0.5,
                  T.NOT: 0.2, T.ADV: 0.4, T.PREP: 1, T.REL: 1, T.SUB: 1, T.TO: 0.8, T.MARK: 1.5, T.COMMA: 1.5}),
    T.REL: (2.5, {T.V3: 0, T.VP: 0.1, T.BE: 0, T.MODAL: 0, T.HAVE: 0.1, T.VD: 0.3, T.DET: 0.2, T.PRON: 0.1, T.NOUN: 0.4,
                  T.NOUNS: 0.3, T.ADV: 0.1, T.NUM: 0.4, T.ADJ: 0.6, T.NOT: 0.5, T.PREP: 1}),
    T.ADV: (1.2, {T.DET: 0, T.V3: 0, T.VP: 0.1, T.VI: 0.1, T.VN: 0.1, T.VD: 0.2, T.BE: 0.1, T.PREP: 0, T.COMMA: 0,
                  T.AND: 0.1, T.MARK: 0, T.NOUN: 0.4, T.NOUNS: 0.3, T.ADJ: 0.1, T.PRON: 0, T.NUM: 0.1, T.SUB: 0.1,
                  T.ADV: 0.3, T.TO: 0.1, T.VG: 0.3, T.NOT: 0.5, T.MODAL: 0.3, T.REL: 0.6}),
    T.VN: (1.8, {T.PREP: 0, T.AND: 0.1, T.COMMA: 0.1, T.MARK: 0, T.ADV: 0.1, T.TO: 0.1, T.SUB: 0.1, T.DET: 0.6,
                 T.NOUN: 0.5, T.NOUNS: 0.4, T.REL: 1.2, T.NUM: 0.6}),
    T.MARK: (1, {T.V3: 0.5, T.DET: 0, T.NOUN: 0.1, T.NOUNS: 0, T.VI: 0.2, T.PRON: 0, T.NUM: 0, T.SUB: 0, T.ADV: 0,
                 T.PREP: 0}),
}  # fmt: skip
#: What may follow a verb that has an object.
BEHIND_VERBS: Mapping[Tag, float] = {
    T.DET: 0, T.NUM: 0, T.NOUN: 0.3, T.NOUNS: 0.1, T.ADJ: 0.3, T.PRON: 0, T.PREP: 0, T.TO: 0.1, T.ADV: 0.1, T.MARK: 0.8,
    T.AND: 0.15, T.COMMA: 0.15, T.VG: 1, T.VN: 1.4, T.SUB: 0.2, T.REL: 0.8, T.NOT: 1,
}  # fmt: skip

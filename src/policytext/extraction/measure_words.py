"""The words of measures: verbs by action, modifiers by intensity, and the patterns that are made of them."""

from __future__ import annotations

import re

from policytext.lexicon import alternation, groups
from policytext.lexicon.loader import table

_WORDS = groups("measures")
ACTIONS = (
    "build", "establish", "improve", "advance", "expand", "develop", "support", "regulate", "forbid", "reduce", "secure",
    "hold", "explore", "reach", "uphold",
)  # fmt: skip
"""The kinds of verbs, in the order of the vocabulary."""
INTENSITIES = ("strong", "steady", "tentative", "continuing", "speeding")
"""The groups of modifiers that say how strongly, steadily, surely or fast a thing is done."""

ACTION_OF = {word: action for action in ACTIONS for word in _WORDS[action]}
SLOGANS = table("measures", "slogan")
INTENSITY_OF = {word: name for name in reversed(INTENSITIES) for word in _WORDS[name]}
_MODIFIERS = (*INTENSITY_OF, *_WORDS["plain"])
_NOMINAL = frozenset(_WORDS["nominal"])
_STANDING = frozenset(_WORDS["standing"])
_SINGLE = frozenset(_WORDS["single"])
_QUICK = frozenset(_WORDS["quick"])
_SPEEDING = frozenset(_WORDS["speeding"])
NEGATION = frozenset(_WORDS["negation"])
CARRYING = frozenset(_WORDS["carrying"])
PIVOTS = frozenset(_WORDS["pivot"])

# How the masked text marks what is no word: a quotation, a bracket, a time, a quantity.
QUOTE, BRACKET, TIME, NUMBER = "◇", "◆", "◷", "#"

NOUNS = alternation(_WORDS["none"])
_MODIFIER = f"(?:{alternation(_MODIFIERS)})"
MODIFIER = re.compile(rf"(?P<word>{_MODIFIER})地?|{TIME}+")
# 实体化、市场化|运营: modifiers may be listed
MODIFIERS = rf"(?:{_MODIFIER}[地、]?|{TIME}+){{0,6}}"
ADVERB = alternation((*INTENSITY_OF, *_WORDS["manner"]))
ADVERBS = rf"(?:(?:{ADVERB})地?){{1,4}}"
# 发展|的, 创新|性, 投资|者: the word goes on and is a noun; 提升|工程 too, where the verb is as often a noun
_NO_NOUN = "(?!的|者|部门|单位)"
_NO_EVENT = "(?!性|化|型|率(?!先)|业(?!态|务|绩)|度|力(?!量|争|促)|工程|行动|计划|专项|情况|步伐|进度|速度|成效)"
_CLEAR = f"(?:{alternation(word for word in ACTION_OF if word not in _NOMINAL)}){_NO_NOUN}"
CLEAR = f"(?!{NOUNS}){_CLEAR}"
VERB = f"(?!{NOUNS})(?:{_CLEAR}|(?:{alternation(_NOMINAL)}){_NO_NOUN}{_NO_EVENT})"
LATER = re.compile(CLEAR)
"""A verb that cannot be a noun; as the second half of a verb too: 改造|提升."""
ASPECTS = ("了", "过", "好")


def is_nominal(verb: str) -> bool:
    """Whether a verb is as often a noun.

    >>> is_nominal("建设"), is_nominal("推进")
    (True, False)
    """
    return verb in _NOMINAL


def names_an_event(verb: str) -> bool:
    """Whether what follows the verb is the name of an event and no second verb: 开展|提升行动."""
    return verb in _SINGLE


def takes_as_object(modifier: str, verb: str) -> bool:
    """Whether a modifier is the verb, and the noun-like verb behind it belongs to the object: 深化|教育评价改革.

    >>> takes_as_object("深化", "教育"), takes_as_object("加快", "建设"), takes_as_object("大力", "发展")
    (True, False, False)
    """
    if modifier not in ACTION_OF or verb not in _NOMINAL:
        return False
    return not (modifier in _SPEEDING and verb in _QUICK)


def acts_on_what_stands_before(verb: str) -> bool:
    """Whether a verb that ends a clause acts on the noun before it: 苏北水厂加快|建设; not so for 达到, 入选."""
    return verb not in _STANDING


def action_of(verb: str) -> str:
    """The kind of a verb; of two verbs that stand as one, the kind of the first.

    >>> action_of("建立健全"), action_of("改造提升"), action_of("扩"), action_of("跟进")
    ('establish', 'improve', 'expand', 'other')
    """
    if verb in ACTION_OF or verb in SLOGANS:
        return ACTION_OF.get(verb) or SLOGANS[verb]
    return next((ACTION_OF[verb[:end]] for end in range(len(verb), 1, -1) if verb[:end] in ACTION_OF), "other")

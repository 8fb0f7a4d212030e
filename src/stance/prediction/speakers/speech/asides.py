"""Where the outlet speaks, whatever a model says: questions, headings, credits, silence."""

import re
from dataclasses import replace

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import nobody_said, outlet_likelier
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.layout.quotations import Quotations
from stance.schemes import NEWS, LabelScheme

#: How much surer it becomes that the outlet speaks, in natural logarithms.
QUESTION = 1.0
HEADING = 6.0
CAPTION = 6.0
SILENCE = 6.0
_DASHES = ("—", "–", "-")
_CREDIT = re.compile(
    r"[(\[]?(?:additional )?(?:reporting|writing|editing|compiled|translated|photos?) by\b", re.I
)
_PHOTO_CREDIT = re.compile(
    r"[(\[]?(?:courtesy|handout|file photo|ap photo)(?: of\b|[:/]| (?-i:[A-Z])|\W*$)"
    r"|[^!?“”\"]{1,60}\s?/\s?(?:handout|pool|file photo|reuters|afp|ap|getty)"
    r"(?: via [\w ]+| images)?\W*$",
    re.I,
)
#: The credit of a photograph, and the heading of a section, have at most so many words.
_LONGEST = 14
_LONGEST_HEADING = 9
_LONGEST_LINE = 80
#: The last character before a line, within sight, and the last one of the line after it.
_SIGHT = 10
_BEFORE = re.compile(r"(\S)\s*$")
_NEXT_LINE = re.compile(r"\s*[^\n]*?(\S)[ \t]*(?:\n|$)")
_ENDS_SENTENCE = frozenset(".!?…”“\"’')")
_MARKS = "\"'“”„‘’«»"
_SILENCE = re.compile(
    r"\b(?:did|has|have|had) not (?:immediately |yet )?"
    r"(?:respond|repl|return|answer|comment)\w*\b[^.]{0,200}"
    r"\b(?:requests?|questions?|calls?|e?-?mails?|messages?|comment|inquir\w+|enquir\w+|letters?)\b"
    r"|\bcould not (?:immediately )?be reached\b"
    r"|\b(?:was|were) not (?:immediately )?available for comment\b"
    r"|(?<!and )\b(?:declined|refused) (?:comment|to (?:comment|say|answer|discuss|elaborate"
    r"|speculate|be interviewed|be drawn|provide|give|name|identify|disclose|specify|reveal))\b"
    r"|(?<!and )\bwould not (?:say|comment|elaborate|discuss)\b"
    r"|\b(?:has|have) not commented\b",
    re.I,
)
_PUBLISHING = re.compile(
    r"\b(?:report|describ|detail|publish|present|outlin)(?:e|s|es|ed|ing)?"
    r" (?:their|its|his|her|the|this|these|an?)\b[^,:;]{1,80} (?:in|at)\b[^,:;]{0,100}"
    r"\b(?:journals?|issue|edition|proceedings|conference|meeting|symposium|congress"
    r"|(?-i:Nature|Science))\b",
    re.I,
)
#: What is told of somebody who does not speak: "Larkspur said to have lost data".
_PASSIVE = re.compile(r"(?:\w+ ){0,2}said to (?:have|be|include|contain)\b", re.I)
#: What is done to somebody who does not speak: "Larkspur was accused of silence".
_DONE_TO = re.compile(
    r" (?:(?:has|have|had|also|now|later|\w+ly) )*(?:was|were|is|are|been|being)(?: \w+ly| also)?"
    r" (?:accused|alerted|asked|blamed|condemned|criticised|criticized|informed|lambasted"
    r"|notified|ordered|reminded|slammed|sued|told|urged|warned)(?: of| for| by)?"
)
#: Who tells what has been found does more than publish it.
_TELLS_WHAT = re.compile(
    r"\b(?:that|how|why|whether|as|which|because|finds?|found|show\w*|suggest\w*"
    r"|conclud\w*)\b",
    re.I,
)
#: Who says anything besides is not silent.
_SAYS_MORE = re.compile(
    r"(?<!to )(?<!not )\b(?:said|says?|saying|told|wrote)\b"
    r"|\b(?:but|though|stressed|added|according|citing)\b|[\"“”]|''",
    re.I,
)


def without_asides(
    sentence: ScoredSentence, *, page: Page, quotations: Quotations, scheme: LabelScheme = NEWS
) -> ScoredSentence:
    """Make it likelier that the outlet speaks where a line can hardly be anybody else's.

    Args:
        sentence: With a model's scores.
        page: The article.
        quotations: Its quotations.
        scheme: Tells the label of the outlet.

    Returns:
        The sentence; an interviewer's question and the heading of a section, which are paragraphs
        of their own without a source, and without quotation marks or wholly inside them, get
        other scores; so do a line of signs ("* * *"), a dash with a name ("— Ada Obi, mayor") and
        a line of credits ("Reporting by Ada Obi", "Courtesy Obi Press/Handout"), of which the
        last two lose their source and cue too. So do those who "did not respond to questions" and
        say nothing else, or "report their findings in the journal" and do not tell which, and those
        who "are said to have" done something, or "are accused" of it.
    """
    words = page.text[sentence.span.start : sentence.span.end].strip()
    if _is_silent(sentence, words, page):
        return nobody_said(sentence, SILENCE, scheme=scheme)
    if not page.is_paragraph(sentence.span):
        return sentence
    if words.startswith(_DASHES) and sentence.cue is None and _is_all_source(sentence, page):
        return nobody_said(sentence, CAPTION, scheme=scheme)
    if _is_credit(words, is_said=sentence.cue is not None):
        return nobody_said(sentence, CAPTION, scheme=scheme)
    gain = _heading_or_question(sentence, words, page=page, quotations=quotations)
    if gain:
        sentence = replace(outlet_likelier(sentence, gain, scheme=scheme), speaking=None)
    return sentence


def _is_silent(sentence: ScoredSentence, words: str, page: Page) -> bool:
    """Whether somebody is said to have done, did not respond, or only published."""
    source, cue = sentence.source, sentence.cue
    if cue and _PASSIVE.match(page.text, cue.start):
        return True
    if source and cue and _DONE_TO.fullmatch(page.text, source.end, cue.end):
        return True
    is_only_published = bool(_PUBLISHING.search(words)) and not _TELLS_WHAT.search(words)
    return not _SAYS_MORE.search(words) and (is_only_published or bool(_SILENCE.search(words)))


def is_heading(sentence: ScoredSentence, page: Page) -> bool:
    """Tell whether a sentence is the heading of a section: a few words between whole sentences.

    Args:
        sentence: With a model's scores.
        page: The article.

    Returns:
        Whether it is; marks around it do not matter, and what has a source or a cue is none.
    """
    start, end = sentence.span
    line = page.text[start:end].strip().strip(_MARKS)
    if sentence.source is not None or sentence.cue is not None or len(line) > _LONGEST_LINE:
        return False
    if not page.is_paragraph(sentence.span):
        return False
    is_cased = line[:1].isupper() and line[-1:].isalnum()
    is_title = is_cased and len(line.split()) <= _LONGEST_HEADING
    return is_title and all(
        found is not None and found.group(1) in _ENDS_SENTENCE
        for found in (
            _BEFORE.search(page.text, max(0, start - _SIGHT), start),
            _NEXT_LINE.match(page.text, end),
        )
    )


def _heading_or_question(
    sentence: ScoredSentence, words: str, *, page: Page, quotations: Quotations
) -> float:
    """Say how much likelier it becomes that the outlet speaks in a paragraph of its own."""
    if quotations.within(sentence.span):
        is_whole = quotations.filled_by(sentence.span) is not None
        return HEADING if is_whole and is_heading(sentence, page) else 0.0
    if is_heading(sentence, page) or not any(map(str.isalnum, words)):
        return HEADING
    return QUESTION if words.endswith("?") and sentence.source is None else 0.0


def _is_credit(words: str, *, is_said: bool) -> bool:
    if _CREDIT.match(words):
        return True
    is_short = not is_said and len(words.split()) <= _LONGEST
    return is_short and _PHOTO_CREDIT.match(words) is not None


def _is_all_source(sentence: ScoredSentence, page: Page) -> bool:
    source = sentence.source
    words = [word for word in page.words_of(sentence.span) if not word.is_mark]
    return source is not None and all(
        source.start <= word.start and word.end <= source.end for word in words
    )

"""Verbs that tell a clause from a phrase."""

from __future__ import annotations

import re

# Verbs by which a clause is known to be one: plural nouns and participles look like the others.
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|will|does|do|did|must|cannot|becomes?|remains?|"
    r"(?:achiev|improv|outperform|reduc|increas|provid|learn|allow|enabl|show|demonstrat|yield|reach|obtain|attain|"
    r"surpass|exceed|gain|requir|need|employ|leverag|combin|consist|contain|compris|comput|generat|produc|predict|"
    r"replac|remov|add|introduc|propos|present|appl|rel|depend|captur|preserv|maintain|keep|retain|lead|caus|affect|"
    r"prevent|avoid|address|solv|support|encod|represent|integrat|serv|tak|giv|mak|find|prov|reveal|confirm|suffer|"
    r"lack|fail|estimat|evaluat|identif|extract|select|assign|balanc|stabiliz|stabilis|minimiz|minimis|maximiz|"
    r"maximis|optimiz|optimis|handl|defin|determin|control|explor|exploit|aggregat|propagat|offer|bring|span|includ|"
    r"involv|tend|occur|exhibit|rival|generaliz|generalis|transfer|adapt|align|sav|lower|rais|boost|doubl|halv|"
    r"establish|accelerat)(?:e|es|s|ed|d|ies|ied|y))\b"
)

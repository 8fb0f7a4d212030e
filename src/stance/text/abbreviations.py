"""What news shortens with a period, and the words that show that a new sentence has begun."""

_TITLES = """
adm adv ald alh amb asst atty bldr brig capt cde cllr cmdr col comdr comr const corp coun cpl dep
det dr eng engr esq flt fr gen gens gov govs hon insp jr kum lt maj messrs mlle mme mr mrs ms msgr
pfc pres prof profs pst pvt rep reps rev revd sec sen sens sgt shri smt sr supt surv vp
"""
_PLACES = """
ala ariz ark ave blvd calif colo conn del dist fla ft ga hwy ill ind kan kans ky la mass md mich
minn miss mo mont mt mts neb nebr nev okla ont ore pa penn pkwy que rd rte sask st sta ste tenn
tex univ va vt wash wis wyo
"""
_MONTHS = "jan feb mar apr jun jul aug sept sep oct nov dec"
_BODIES = "assn assoc bros co cos corr dept div inc intl ltd mfg natl no nos plc pty"
_LOWER = "al approx ca cf ch ed eds est et etc fig figs ibid inv op p pp v viz vol vols vs"
_DOTTED = """
a.d a.k.a a.m a.p b.a b.c b.c.e b.sc c.e c.i.a c.v d.c e.g e.u f.b.i g.m i.d i.e i.q l.a ll.b ll.d
m.a m.b.a m.d m.p m.phil m.s m.sc n.a.t.o n.c n.d n.h n.j n.m n.s n.y n.y.c o.k p.m p.o p.s ph.d
q.e.d r.i s.c s.d u.a.e u.k u.n u.s u.s.a u.s.s.r w.va
"""
_STARTERS = """
a about according after all almost already also although among an and another any are as asked
at be because before both but by can could despite did do does during each earlier even every
few for from had has have he her here his how however i if in instead is it its just last later
many may meanwhile more moreover most much my neither no nobody none nor not nothing now of on
once one only or other others our over perhaps several shall she should since so some still
such than that the their then there these they this those though three through thus to two
under until was we were what when where whether which while who whose why will with without
would yesterday yet you your
"""

#: Titles stand before a name, so they never end a sentence. Lower case, without the period.
TITLES = frozenset(_TITLES.split())
#: Abbreviations that news writes with a capital; in small letters each is a word ("no", "wash").
CAPITALISED = TITLES | frozenset(" ".join([_PLACES, _MONTHS, _BODIES]).split())
#: All abbreviations, in lower case, without their last period.
ABBREVIATIONS = CAPITALISED | frozenset(f"{_LOWER} {_DOTTED}".split())

#: Words in lower case that, capitalised after an abbreviation, begin a sentence.
STARTERS = frozenset(_STARTERS.split())

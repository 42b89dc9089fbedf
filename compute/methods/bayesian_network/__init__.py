"""SiGN-BN: non-parametric Bayesian networks. Which gene depends on which, over all samples of a cohort.

Sources, as the docstrings name them: I02 Imoto, Goto, Miyano, PSB 2002; I03 Imoto et al., J. Bioinform. Comput. Biol.
1:231, 2003; I04 Imoto et al., ibid. 2:77, 2004; IB02 Imoto et al., Genome Informatics 13:369, 2002; K04 Kim, Imoto,
Miyano, BioSystems 75:57, 2004; T11 Tamada et al., IEEE/ACM TCBB 8:683, 2011; O04 Ott et al., PSB 2004. Marks: [paper]
from the publication, [derived] our algebra from it, [ours] our choice where it is silent.
"""

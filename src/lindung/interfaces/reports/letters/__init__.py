"""Official letters: what they say about findings, meetings and late payments, and how they look on paper.

``drafting`` puts together what a letter says, ``typesetting`` sets it as a PDF, ``words`` names kinds and posts.
"""
